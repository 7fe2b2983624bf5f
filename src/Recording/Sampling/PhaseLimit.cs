using System.Globalization;

namespace RunScope.Testing.Sampling;

/// <summary>How many phases of a run are kept: each holds the books of every thread, and a profile is to stay readable.</summary>
/// <remarks>Of a name with one phase too many none is kept: all of a name are taken together, and a part would pass for the whole.</remarks>
internal sealed class PhaseLimit
{
    public const int MostPhases = 1000;

    /// <summary>Of threads' books in all phases together: some 70 MB of JSON.</summary>
    public const int MostBooks = 50_000;

    private const int MostNamed = 5;

    private readonly Dictionary<string, (int Begun, int Open)> _beyond = [];
    private int _phases;
    private long _books;
    private bool _isFull;

    /// <summary>Whether a phase that begins is to be marked.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="threads">How many threads there are to read for it.</param>
    public bool TryBegin(string name, int threads)
    {
        // Once full it stays full, so that a phase beyond the limit always began after those within it.
        _isFull |= _phases == MostPhases || (_phases > 0 && _books + threads > MostBooks);
        if (_isFull)
        {
            var (begun, open) = _beyond.GetValueOrDefault(name);
            _beyond[name] = (begun + 1, open + 1);
            return false;
        }

        _phases++;
        _books += threads;
        return true;
    }

    /// <summary>Whether the end of a name is that of a phase that was marked: it closes the one that began last.</summary>
    public bool TryEnd(string name)
    {
        var (begun, open) = _beyond.GetValueOrDefault(name);
        if (open == 0) return true;
        _beyond[name] = (begun, open - 1);
        return false;
    }

    /// <summary>Takes the phases out of which some were beyond the limit, and says so.</summary>
    public void Apply(Recording recording)
    {
        if (_beyond.Count == 0) return;
        recording.Phases.RemoveAll(p => _beyond.ContainsKey(p.Name));
        var names = _beyond.Take(MostNamed).Select(b => string.Create(CultureInfo.InvariantCulture, $"\"{b.Key}\" ({b.Value.Begun} too many)"));
        var more = _beyond.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {_beyond.Count - MostNamed} more names") : "";
        recording.Warnings.Add(string.Create(CultureInfo.InvariantCulture,
            $"{WarningTexts.PhasesLeftOut}: {string.Join(", ", names)}{more}. A run keeps {MostPhases} phases with {MostBooks} threads in all of them together, and of a name all or none. Mark fewer and longer phases."));
    }
}
