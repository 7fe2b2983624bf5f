using System.Text;

namespace RunScope.Testing.Files;

/// <summary>Writes files that are whole or not there, readable by their owner alone unless they are meant to be shared.</summary>
/// <remarks>
/// The text goes to a new file under a name that nobody can guess, which then takes the place of whatever is at the path. A symbolic link
/// planted there is replaced, never followed.
/// </remarks>
internal static class AtomicFile
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the text; on any error nothing is left behind and the error is the caller's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What will be in it.</param>
    /// <param name="shared">Whether it gets the permissions that the user's other new files have, because it is committed to a repository.</param>
    public static void Write(string path, string text, bool shared = false)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = new FileStream(temporary, Creation(shared)))
            {
                file.Write(Utf8.GetBytes(text));
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Makes a folder, and those above it that are missing, open to their owner alone.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder)) return;

        // One by one: the library gives the mode to the last of them only.
        if (Path.GetDirectoryName(folder) is { } above) CreateFolder(above);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerReadsAndWrites | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions Creation(bool shared)
    {
        // CreateNew is O_EXCL: it fails on a link instead of following it.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!shared && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerReadsAndWrites;
        return options;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder went away with the file, or never let us in: the first error says it all.
        }
    }
}
