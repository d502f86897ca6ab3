package org.clfs4j;

/**
 * What a physical log has flushed since this process opened it.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_cls_io_statistics">CLFS_IO_STATISTICS</a>.
 *
 * @threading immutable
 * @param flushes how many times data was forced (<i>cFlush</i>)
 * @param flushedBytes bytes of data forced (<i>cbFlush</i>)
 * @param metadataFlushes how many times metadata was forced (<i>cMetaFlush</i>)
 * @param metadataFlushedBytes bytes of metadata forced (<i>cbMetaFlush</i>)
 */
public record LogStatistics(
        long flushes, long flushedBytes, long metadataFlushes, long metadataFlushedBytes) {}
