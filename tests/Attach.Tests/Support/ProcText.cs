using System.Globalization;

namespace RunScope.Testing.Tests.Support;

/// <summary>What <c>/proc</c> says of other processes; read here anew, so that nothing of what is tested is used to test it.</summary>
internal static class ProcText
{
    /// <summary>A process and all its descendants that live now, the process itself first.</summary>
    public static IReadOnlyList<int> Tree(int root)
    {
        var parents = Numbers("/proc").Select(pid => (Pid: pid, Parent: Try(() => int.Parse(StatField(pid, 4), CultureInfo.InvariantCulture)))).ToList();
        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++) tree.AddRange(parents.Where(p => p.Parent == tree[i]).Select(p => p.Pid).Order());
        return tree;
    }

    public static IEnumerable<int> Threads(int pid) => Numbers($"/proc/{pid}/task").Order();

    /// <summary>A field of <c>/proc/PID/stat</c> by its number in the man page; the second, the name, may hold anything.</summary>
    public static string StatField(int pid, int number)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[number - 3];
    }

    /// <summary>The lines of a status file, by name.</summary>
    public static Dictionary<string, string> Status(string folder) =>
        File.ReadLines(folder + "/status").Select(line => line.Split(':', 2)).ToDictionary(p => p[0], p => p[1].Trim());

    public static string Name(int pid) => File.ReadAllText($"/proc/{pid}/comm").TrimEnd('\n');

    /// <summary>A value of a thread or process; the default when it ended meanwhile.</summary>
    public static T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    private static IEnumerable<int> Numbers(string folder) => Try(() => Directory.GetDirectories(folder))?
        .Select(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out var number) ? number : 0).Where(n => n > 0) ?? [];
}
