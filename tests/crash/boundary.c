/* Kills its own process before or after the n-th system call that touches a folder.
 *
 * Loaded with LD_PRELOAD; does nothing until boundary_arm() names the folder, the call and the side of it.
 * With n = 0 it only writes down the calls, which boundary_log() returns, one "name path" a line.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_FILES 1024
#define LONGEST 512

static char folder[LONGEST];
static char paths[MOST_FILES][LONGEST];
static char calls[1 << 20];
static size_t calls_length;
static long target, count;
static int is_after;

void boundary_arm(const char *place, long n, int after)
{
    snprintf(folder, sizeof folder, "%s", place);
    target = n;
    is_after = after;
    count = 0;
    calls_length = 0;
    calls[0] = 0;
}

const char *boundary_log(void)
{
    return calls;
}

static int is_inside(const char *path)
{
    return folder[0] && path && strncmp(path, folder, strlen(folder)) == 0;
}

static const char *path_of(int file)
{
    return file >= 0 && file < MOST_FILES ? paths[file] : "";
}

static int enter(const char *name, const char *path)
{
    if (!is_inside(path))
        return 0;
    count++;
    if (target == 0 && calls_length + LONGEST + 32 < sizeof calls)
        calls_length += snprintf(calls + calls_length, LONGEST + 32, "%s %s\n", name, path + strlen(folder));
    if (count == target && !is_after)
        kill(getpid(), SIGKILL);
    return 1;
}

static void leave(int is_counted)
{
    if (is_counted && count == target && is_after)
        kill(getpid(), SIGKILL);
}

static int opened(int file, const char *path)
{
    if (file >= 0 && file < MOST_FILES)
        snprintf(paths[file], LONGEST, "%s", is_inside(path) ? path : "");
    return file;
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

#define OPEN(name)                                                                       \
    int name(const char *path, int flags, ...)                                           \
    {                                                                                    \
        va_list rest;                                                                    \
        va_start(rest, flags);                                                           \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;        \
        va_end(rest);                                                                    \
        int is_counted = enter("open", path);                                            \
        int file = REAL(#name, int (*)(const char *, int, mode_t))(path, flags, mode);   \
        opened(file, path);                                                              \
        leave(is_counted);                                                               \
        return file;                                                                     \
    }

#define OPENAT(name)                                                                              \
    int name(int where, const char *path, int flags, ...)                                         \
    {                                                                                             \
        va_list rest;                                                                             \
        va_start(rest, flags);                                                                    \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;                 \
        va_end(rest);                                                                             \
        int is_counted = enter("open", path);                                                     \
        int file = REAL(#name, int (*)(int, const char *, int, mode_t))(where, path, flags, mode); \
        opened(file, path);                                                                       \
        leave(is_counted);                                                                        \
        return file;                                                                              \
    }

/* CALL(result, name, where it is, parameters, arguments) */
#define CALL(result, name, path, parameters, arguments)             \
    result name parameters                                          \
    {                                                               \
        int is_counted = enter(#name, path);                        \
        result given = REAL(#name, result(*) parameters) arguments; \
        leave(is_counted);                                          \
        return given;                                               \
    }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

CALL(ssize_t, write, path_of(file), (int file, const void *data, size_t size), (file, data, size))
CALL(ssize_t, pwrite, path_of(file), (int file, const void *data, size_t size, off_t at), (file, data, size, at))
CALL(ssize_t, pwrite64, path_of(file), (int file, const void *data, size_t size, off64_t at), (file, data, size, at))
CALL(int, fsync, path_of(file), (int file), (file))
CALL(int, fdatasync, path_of(file), (int file), (file))
CALL(int, ftruncate, path_of(file), (int file, off_t size), (file, size))
CALL(int, ftruncate64, path_of(file), (int file, off64_t size), (file, size))
CALL(int, fchmod, path_of(file), (int file, mode_t mode), (file, mode))
CALL(int, flock, path_of(file), (int file, int how), (file, how))
CALL(int, chmod, path, (const char *path, mode_t mode), (path, mode))
CALL(int, fchmodat, path, (int where, const char *path, mode_t mode, int flags), (where, path, mode, flags))
CALL(int, mkdir, path, (const char *path, mode_t mode), (path, mode))
CALL(int, mkdirat, path, (int where, const char *path, mode_t mode), (where, path, mode))
CALL(int, rmdir, path, (const char *path), (path))
CALL(int, unlink, path, (const char *path), (path))
CALL(int, unlinkat, path, (int where, const char *path, int flags), (where, path, flags))
CALL(int, rename, to, (const char *from, const char *to), (from, to))
CALL(int, renameat, to, (int there, const char *from, int here, const char *to), (there, from, here, to))

int close(int file)
{
    int is_counted = enter("close", path_of(file));
    if (file >= 0 && file < MOST_FILES)
        paths[file][0] = 0;
    int given = REAL("close", int (*)(int))(file);
    leave(is_counted);
    return given;
}
