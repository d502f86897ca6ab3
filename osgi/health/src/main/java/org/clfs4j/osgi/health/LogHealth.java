package org.clfs4j.osgi.health;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.clfs4j.LogFile;
import org.clfs4j.osgi.state.ConfiguredLogState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Looks at all logs that are services, and at all configurations that ask for one.
 *
 * @threading safe for concurrent use
 */
@Component(
        service = HealthCheck.class,
        configurationPid = LogHealth.PID,
        property = {HealthCheck.NAME + "=clfs4j logs", HealthCheck.TAGS + "=clfs4j"})
@Designate(ocd = HealthConfiguration.class)
public final class LogHealth implements HealthCheck {

    /** The PID of its configuration. */
    static final String PID = "org.clfs4j.health";

    private final FreePercent freePercent;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<LogFile> logs = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<ConfiguredLogState> configurations = List.of();

    /**
     * Called by the framework.
     *
     * @param configuration what the check was told
     * @param raw the same as it was written
     */
    @Activate
    public LogHealth(HealthConfiguration configuration, Map<String, Object> raw) {
        freePercent = FreePercent.of(configuration, raw);
    }

    LogHealth(FreePercent freePercent, List<LogFile> logs, List<ConfiguredLogState> configurations) {
        this.freePercent = freePercent;
        this.logs = logs;
        this.configurations = configurations;
    }

    @Override
    public Result execute() {
        List<LogFile> open = logs;
        List<ConfiguredLogState> asked = configurations;
        ResultLog verdicts = new ResultLog();
        freePercent.complaint().ifPresent(sentence -> verdicts.add(new ResultLog.Entry(Result.Status.WARN, sentence)));
        asked.stream()
                .map(ConfiguredLogState::newest)
                .map(StateVerdict::of)
                .flatMap(Optional::stream)
                .forEach(verdicts::add);
        open.stream().map(log -> LogVerdict.of(log, freePercent.value())).forEach(verdicts::add);
        if (open.isEmpty() && asked.isEmpty()) {
            verdicts.add(new ResultLog.Entry(Result.Status.OK, "There is no log, and no configuration asks for one"));
        }
        return new Result(verdicts);
    }
}
