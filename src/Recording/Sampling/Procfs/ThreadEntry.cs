using System.Runtime.CompilerServices;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>One thread under watch: its kept descriptors, its books, its waits.</summary>
internal sealed class ThreadEntry(int id, int tid, ProcessEntry process)
{
    private PerKind _newWaits;

    private Reading _reading;
    private int _readingLength;
    private long _waitingSeen;
    private byte[] _name = [];

    public int Id { get; } = id;

    public int Tid { get; } = tid;

    public ProcessEntry Process { get; } = process;

    /// <summary>The last name it had.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Kept open: -1 when the descriptors ran out, then it is opened for each reading.</summary>
    public int Schedstat { get; set; } = -1;

    /// <inheritdoc cref="Schedstat"/>
    public int Stat { get; set; } = -1;

    public required ThreadBooks Books { get; init; }

    public required TimelineRow Row { get; init; }

    public WaitTable Waits { get; } = new();

    /// <summary>Counts a new wait: some of each kind are looked at, so that those which are rare have a name too.</summary>
    /// <param name="kind">What the thread waits in.</param>
    /// <returns>How many of this kind were seen since the thread was found.</returns>
    public uint CountNewWait(BlockedKind kind) => (uint)++_newWaits[(int)kind];

    public long VoluntarySwitches { get; set; } = -1;

    public long InvoluntarySwitches { get; set; } = -1;

    /// <summary>The context switches as of the last reading; a reason that was never read counts as none, so that only their sum is known.</summary>
    public SwitchCounts Switches
    {
        get
        {
            var (voluntary, involuntary) = (Math.Max(0, VoluntarySwitches), Math.Max(0, InvoluntarySwitches));
            return new SwitchCounts(voluntary, involuntary, Math.Max(Books.TurnsEnded, voluntary + involuntary));
        }
    }

    /// <summary>The context switches that it had behind it when its books were opened.</summary>
    public SwitchCounts SwitchesBefore { get; set; }

    /// <summary>The state letter of the last reading.</summary>
    public byte Letter { get; set; }

    /// <summary>What an observer hears of it; null when there is none.</summary>
    public ThreadSight? Sight { get; init; }

    /// <summary>The count of pauses at its last reading: another one means that nobody looked in between.</summary>
    public int Pauses { get; set; }

    /// <summary>When its wait was looked at last.</summary>
    public long LookedAt { get; set; }

    /// <summary>When the context switches were read last.</summary>
    public long SwitchesReadAt { get; set; }

    /// <summary>Remembers a reading after which the thread is known to wait, or to do anything else.</summary>
    public void Remember(ReadOnlySpan<byte> reading, bool waits)
    {
        _readingLength = waits && reading.Length <= Reading.Size ? reading.Length : 0;
        reading[.._readingLength].CopyTo(_reading);
    }

    /// <summary>Whether it is still in the very wait in which it was last seen: then not a byte of its totals has changed.</summary>
    public bool IsStillWaiting(ReadOnlySpan<byte> reading) => _readingLength > 0 && reading.SequenceEqual(((ReadOnlySpan<byte>)_reading)[.._readingLength]);

    /// <summary>Whether it is in a wait that was seen more than once.</summary>
    public bool WaitsOn => _waitingSeen != 0;

    /// <summary>It was seen in the same wait once more; entered into the books only when something changes.</summary>
    public void SeeWaiting(long now) => _waitingSeen = now;

    /// <summary>Enters what was seen of a wait into the books.</summary>
    public void Settle()
    {
        if (_waitingSeen == 0) return;
        Waits.AddToPresent(Books.Kind, Books.EnterSameWait(_waitingSeen));
        _waitingSeen = 0;
    }

    /// <summary>Takes over a name; false, without allocating, when it has it already.</summary>
    public bool TryRename(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual(_name)) return false;
        _name = name.ToArray();
        Name = CString.Decode(name);
        return true;
    }

    public void CloseDescriptors()
    {
        if (Schedstat >= 0) Unistd.TryClose(Schedstat);
        if (Stat >= 0) Unistd.TryClose(Stat);
        Schedstat = Stat = -1;
    }

    /// <summary>The bytes of a schedstat file: three numbers, of which the first two are nanoseconds.</summary>
    [InlineArray(Size)]
    private struct Reading
    {
        public const int Size = 48;
        private byte _first;
    }
}
