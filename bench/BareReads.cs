using System.Globalization;
using System.Text;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Bench;

/// <summary>The least that a round could cost: the same files of the same threads read through kept descriptors, and nothing done with them.</summary>
internal sealed class BareReads : IDisposable
{
    private readonly List<int> _descriptors = [];

    internal BareReads(int pid, string[] files)
    {
        foreach (var thread in Directory.GetDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task")))
        {
            foreach (var file in files) _descriptors.Add(Unistd.TryOpen(Encoding.UTF8.GetBytes($"{thread}/{file}\0")));
        }
    }

    internal void Round()
    {
        Span<byte> text = stackalloc byte[512];
        foreach (var descriptor in _descriptors) Unistd.TryPread(descriptor, text);
    }

    public void Dispose()
    {
        foreach (var descriptor in _descriptors) Unistd.TryClose(descriptor);
    }
}
