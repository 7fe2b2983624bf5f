using System.Globalization;

namespace RunScope.Testing.Conditions;

/// <summary>What the kernel shows this process of another one: read here anew, so that nothing of what is tried is used to judge it.</summary>
/// <param name="Calls">Whether <c>/proc/PID/syscall</c> may be read.</param>
/// <param name="Details">Whether <c>/proc/PID/exe</c> may be read.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Parent">Its parent.</param>
internal sealed record KernelView(bool Calls, bool Details, int? User, int? Parent)
{
    /// <summary>Looks at a process; null when nothing of it is shown.</summary>
    public static KernelView? Of(int pid)
    {
        if (Try(() => File.ReadAllText($"/proc/{pid}/stat")) is null) return null;
        return new KernelView(
            Try(() => File.ReadAllText($"/proc/{pid}/syscall")) is not null,
            Try(() => new FileInfo($"/proc/{pid}/exe").LinkTarget) is not null,
            Number(pid, "Uid:", 1),
            Number(pid, "PPid:", 0));
    }

    /// <summary>Whether the calls of a child may be read here: tried on one.</summary>
    public static async Task<bool> ShowsCallsOfChildrenAsync()
    {
        using var child = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/cat") { RedirectStandardInput = true })!;
        var calls = Of(child.Id) is { Calls: true };
        child.StandardInput.Close();
        await child.WaitForExitAsync();
        return calls;
    }

    /// <summary>A field of a process's status.</summary>
    public static string? Status(int pid, string key) =>
        Try(() => File.ReadAllText($"/proc/{pid}/status"))?.Split('\n').FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();

    /// <summary>The IDs of the processes that are shown.</summary>
    public static IEnumerable<int> Processes() =>
        Directory.EnumerateDirectories("/proc").Select(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out var pid) ? pid : 0).Where(pid => pid > 0).Order();

    /// <summary>Reads something; null where it may not be, or is gone.</summary>
    public static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? Number(int pid, string key, int index) =>
        Status(pid, key)?.Split('\t') is { } words && index < words.Length && int.TryParse(words[index], CultureInfo.InvariantCulture, out var number) ? number : null;
}
