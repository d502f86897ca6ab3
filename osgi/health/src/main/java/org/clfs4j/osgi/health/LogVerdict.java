package org.clfs4j.osgi.health;

import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.TailHolder;
import org.clfs4j.error.LogException;

/** What is to be said of an open log. */
final class LogVerdict {

    private LogVerdict() {}

    /**
     * Looks at a log.
     *
     * @param freePercent the share of it that should be free
     */
    static ResultLog.Entry of(LogFile log, int freePercent) {
        List<Damage> damage = log.damage();
        if (!damage.isEmpty()) {
            return new ResultLog.Entry(
                    Result.Status.CRITICAL,
                    "The log " + log.name() + " has damage to live records in " + places(damage.size()) + damage.get(0));
        }
        try {
            return room(log, freePercent);
        } catch (LogException e) {
            return new ResultLog.Entry(
                    Result.Status.TEMPORARILY_UNAVAILABLE, "The log " + log.name() + " does not answer: " + e.getMessage());
        }
    }

    private static String places(int count) {
        return count == 1 ? "one place: " : count + " places, the first: ";
    }

    private static ResultLog.Entry room(LogFile log, int freePercent) throws LogException {
        LogInformation now = log.physicalInformation();
        if (now.totalAvailable() == 0) {
            return new ResultLog.Entry(
                    Result.Status.WARN, "The log " + log.name() + " has no container, and takes no record");
        }
        long percent = now.currentAvailable() * 100 / now.totalAvailable();
        String room = "The log " + log.name() + " has " + percent + " % of its containers free, " + now.currentAvailable()
                + " of " + now.totalAvailable() + " bytes";
        if (percent >= freePercent) {
            return new ResultLog.Entry(Result.Status.OK, room);
        }
        String holder = log.tailHolder().map(TailHolder::toString).orElse("nothing holds its oldest container");
        return new ResultLog.Entry(Result.Status.WARN, room + ", less than " + freePercent + " %: " + holder);
    }
}
