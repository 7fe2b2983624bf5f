using System.Globalization;

namespace RunScope.Testing.Interop;

/// <summary>Error numbers, <c>errno(3)</c>; the same on x86-64 and arm64.</summary>
internal static class LinuxError
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int ENOEXEC = 8;
    public const int ECHILD = 10;
    public const int EAGAIN = 11;
    public const int EWOULDBLOCK = EAGAIN;
    public const int EACCES = 13;
    public const int ENOTDIR = 20;
    public const int EMFILE = 24;
    public const int ETXTBSY = 26;
    public const int ENOSYS = 38;
    public const int ELOOP = 40;

    public static string Name(int errno) => errno switch
    {
        EPERM => "EPERM",
        ENOENT => "ENOENT",
        ESRCH => "ESRCH",
        EINTR => "EINTR",
        7 => "E2BIG",
        ENOEXEC => "ENOEXEC",
        ECHILD => "ECHILD",
        EAGAIN => "EAGAIN",
        12 => "ENOMEM",
        EACCES => "EACCES",
        ENOTDIR => "ENOTDIR",
        21 => "EISDIR",
        22 => "EINVAL",
        23 => "ENFILE",
        EMFILE => "EMFILE",
        ETXTBSY => "ETXTBSY",
        28 => "ENOSPC",
        30 => "EROFS",
        36 => "ENAMETOOLONG",
        ENOSYS => "ENOSYS",
        ELOOP => "ELOOP",
        _ => "errno " + errno.ToString(CultureInfo.InvariantCulture),
    };
}
