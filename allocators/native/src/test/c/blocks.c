/* A user's own allocator, as C programs have them: counted, and able to misbehave when a test asks for it. */

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define LEAST_ALIGNMENT 16
#define CACHE_LINE 64
#define CACHE_ALIGNED_BIT 4
#define MAX_LIVE 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *live[MAX_LIVE];
static long allocations, frees, offences, calls;
static long refuse_at = -1, repeat_at = -1;
static int shift;
static int last_type;
static size_t last_bytes, last_alignment;
static uint32_t last_tag;

static void *counted(size_t alignment, size_t bytes)
{
    void *block = NULL;
    pthread_mutex_lock(&lock);
    long call = calls++;
    last_bytes = bytes;
    last_alignment = alignment;
    if (call == repeat_at) {
        for (int i = 0; i < MAX_LIVE && block == NULL; i++)
            block = live[i];
    } else if (call != refuse_at && posix_memalign(&block, alignment, bytes + LEAST_ALIGNMENT) == 0) {
        int i = 0;
        while (i < MAX_LIVE && live[i] != NULL)
            i++;
        if (i == MAX_LIVE) {
            offences++;
        } else {
            block = (char *) block + shift;
            live[i] = block;
            allocations++;
        }
    }
    pthread_mutex_unlock(&lock);
    return block;
}

void *pool_allocate(int pool_type, size_t bytes, uint32_t tag)
{
    last_type = pool_type;
    last_tag = tag;
    return counted(pool_type & CACHE_ALIGNED_BIT ? CACHE_LINE : LEAST_ALIGNMENT, bytes);
}

void *plain_allocate(size_t bytes)
{
    return counted(LEAST_ALIGNMENT, bytes);
}

void *alignment_first_allocate(size_t alignment, size_t bytes)
{
    if (bytes % alignment != 0)
        offences++;
    return counted(alignment, bytes);
}

void *bytes_first_allocate(size_t bytes, size_t alignment)
{
    return counted(alignment < sizeof(void *) ? sizeof(void *) : alignment, bytes);
}

int error_allocate(void **block, size_t alignment, size_t bytes)
{
    void *counted_block = counted(alignment, bytes);
    if (counted_block == NULL)
        return 12;
    *block = counted_block;
    return 0;
}

void counted_free(void *block)
{
    pthread_mutex_lock(&lock);
    int i = 0;
    while (i < MAX_LIVE && live[i] != block)
        i++;
    if (block == NULL || i == MAX_LIVE) {
        offences++;
    } else {
        live[i] = NULL;
        frees++;
        free((char *) block - shift);
    }
    pthread_mutex_unlock(&lock);
}

void reset(void)
{
    allocations = frees = offences = calls = 0;
    refuse_at = repeat_at = -1;
    shift = 0;
}

void set_refuse_at(long call) { refuse_at = call; }
void set_repeat_at(long call) { repeat_at = call; }
void set_shift(long bytes) { shift = (int) bytes; }
long get_allocations(void) { return allocations; }
long get_frees(void) { return frees; }
long get_offences(void) { return offences; }
long get_last_type(void) { return last_type; }
long get_last_bytes(void) { return (long) last_bytes; }
long get_last_alignment(void) { return (long) last_alignment; }
long get_last_tag(void) { return (long) last_tag; }

/* Keeps a block busy, as a system call does, until it is told to stop. */

static atomic_int held, released;

void hold(void *block)
{
    (void) block;
    atomic_store(&held, 1);
    while (!atomic_load(&released))
        sched_yield();
    atomic_store(&held, 0);
    atomic_store(&released, 0);
}

long get_held(void) { return atomic_load(&held); }
void set_released(long yes) { atomic_store(&released, (int) yes); }
