using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Configuration;

/// <summary>Finds the one file that counts and reads it, if it can be trusted: it may set variables for programs that run as this user.</summary>
internal static class ConfigurationFile
{
    public const string Name = "runscope.json";

    // Far more than any configuration; a device or an image isn't read to its end.
    private const int Longest = 1 << 20;

    /// <summary>The nearest file from a folder upward, to the root of the repository or of the file system; null when there is none.</summary>
    /// <param name="folder">Where to begin.</param>
    /// <param name="trustedFolder">As in <see cref="TryRead"/>.</param>
    public static string? Find(string folder, string? trustedFolder)
    {
        // Elsewhere nothing is profiled, and whose a file is can't be told.
        if (!OperatingSystem.IsLinux()) return null;
        var trusted = trustedFolder is null ? null : Stat.Owner(trustedFolder);
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            // The owner of whatever has the name, so that a link to nowhere and a folder are found too, and refused.
            var path = Path.Combine(at, Name);
            // In a folder such as /tmp what others put there isn't refused but passed over: whom it would stop couldn't even remove it.
            if (Stat.Owner(path) is { } owner && (IsTrusted(owner, trusted) || !Stat.IsSharedFolder(at))) return path;
            if (Path.Exists(Path.Combine(at, ".git"))) return null;
        }

        return null;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trustedFolder">A folder whose owner is trusted besides this user and root, because its code is run anyway; null for none.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="problem">Why it isn't read.</param>
    public static bool TryRead(string path, string? trustedFolder, [NotNullWhen(true)] out byte[]? text, [NotNullWhen(false)] out string? problem)
    {
        text = null;
        var trusted = trustedFolder is null ? null : Stat.Owner(trustedFolder);
        if (Stat.Owner(path) is { } linkOwner && !IsTrusted(linkOwner, trusted)) return Refuse(path, OwnedBy(linkOwner), out problem);

        // Not blocking: the name may be that of a pipe. The checks are of what was opened, so nothing can be put in its place between.
        using var file = new FileDescriptor(Unistd.TryOpen(CString.From(path), Unistd.O_RDONLY | Unistd.O_NONBLOCK));
        if (file.IsInvalid)
        {
            problem = $"{path} can't be opened ({LinuxError.Name(-file.Number)}): make it readable for this user, or remove it.";
            return false;
        }

        var owner = Stat.Owner(file.Number);
        if (Stat.Mode(file.Number) is not { } mode || owner is null) return Refuse(path, "whose owner can't be told", out problem);
        if (!mode.IsRegular)
        {
            problem = $"{path} is no regular file: put a JSON file there, or remove it.";
            return false;
        }

        if (!IsTrusted(owner.Value, trusted)) return Refuse(path, OwnedBy(owner.Value), out problem);
        if (mode.IsWritableByAll)
        {
            problem = $"{path} can be written by every user, so it is not obeyed: take the permission away (chmod o-w {path}).";
            return false;
        }

        return TryReadAll(file, path, out text, out problem);
    }

    private static bool TryReadAll(FileDescriptor file, string path, [NotNullWhen(true)] out byte[]? text, [NotNullWhen(false)] out string? problem)
    {
        text = null;
        problem = null;
        var buffer = new byte[Longest + 1];
        var length = 0;
        while (length < buffer.Length)
        {
            var n = Unistd.TryRead(file.Number, buffer.AsSpan(length));
            if (n < 0)
            {
                problem = $"{path} can't be read ({LinuxError.Name(-n)}): check the disk, or remove it.";
                return false;
            }

            if (n == 0) break;
            length += n;
        }

        if (length > Longest) problem = $"{path} is larger than 1 MiB, which no configuration is: put a JSON file there, or remove it.";
        else text = buffer[..length];
        return problem is null;
    }

    private static bool IsTrusted(uint owner, uint? trusted) => owner == 0 || owner == Unistd.EffectiveUser || owner == trusted;

    private static string OwnedBy(uint owner) => string.Create(CultureInfo.InvariantCulture, $"which belongs to another user (ID {owner})");

    private static bool Refuse(string path, string why, out string problem)
    {
        problem = string.Create(
            CultureInfo.InvariantCulture,
            $"{path}, {why}, is not obeyed: it could set variables for programs that run as this user (ID {Unistd.EffectiveUser}). Make it your own (chown), or remove it.");
        return false;
    }
}
