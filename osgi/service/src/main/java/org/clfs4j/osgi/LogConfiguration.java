package org.clfs4j.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a log is configured with; {@link LogSettings} says what is acceptable. */
@ObjectClassDefinition(
        id = ConfiguredLog.PID,
        name = "clfs4j log",
        description = "A log that is opened and published as the services LogFile and LogStream, with clfs.log as its name."
                + " Properties that are not listed here become properties of the services.")
@interface LogConfiguration {

    @AttributeDefinition(
            name = "Name",
            description = "The path of the log without extension, in a directory that exists. With \"::\" behind it the log is"
                    + " multiplexed, with \"::\" and a name it is that stream.")
    String name() default "";

    @AttributeDefinition(
            name = "Streams",
            description = "The streams of a multiplexed log that are created if need be and published.",
            required = false)
    String[] streams() default {};

    @AttributeDefinition(
            name = "Containers",
            description = "How many containers the log has at least; those that are missing are added.",
            min = "2",
            max = "1023")
    int containers() default 4;

    @AttributeDefinition(
            name = "Container size",
            description = "Bytes of each container of a new log; a log that exists keeps its own.",
            min = "1")
    long container_size() default 16 << 20;

    @AttributeDefinition(
            name = "Sector size",
            description = "Bytes, a power of two from 512 to 65536, for a new log; a log that exists keeps its own.",
            min = "512",
            max = "65536")
    int sector_size() default 512;

    @AttributeDefinition(
            name = "Archive",
            description = "Policy: whether a new log keeps an archive tail, so that no container is used again before it is"
                    + " archived.")
    boolean archive() default false;

    @AttributeDefinition(
            name = "Flush threshold",
            description = "Policy: how many bytes wait at most before they are flushed in the background.",
            min = "1")
    int flush_threshold() default 1 << 20;

    @AttributeDefinition(
            name = "Check old blocks",
            description = "Policy: whether the live blocks that opening need not read are checked in the background.")
    boolean check_old_blocks() default true;

    @AttributeDefinition(
            name = "Share",
            description = "What others in this process may do with the log meanwhile; nothing if empty.",
            options = {
                @Option(label = "read", value = "READ"),
                @Option(label = "write", value = "WRITE"),
                @Option(label = "delete", value = "DELETE")
            },
            required = false)
    String[] share() default {"READ"};

    @AttributeDefinition(
            name = "Provider",
            description = "The service property clfs.provider of the log provider, such as default or offheap; empty for"
                    + " the one that ranks highest.",
            required = false)
    String provider() default "";

    @AttributeDefinition(
            name = "Allocator",
            description = "The service property clfs.allocator of the allocator that areas take their blocks from if they"
                    + " name none; empty for the provider's own memory.",
            required = false)
    String allocator() default "";
}
