using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>One thread under watch: its kept descriptors, its books, its waits.</summary>
internal sealed class ThreadEntry(int id, int tid, int processId)
{
    private byte[] _name = [];

    public int Id { get; } = id;

    public int Tid { get; } = tid;

    /// <summary>The ID of its process within the recording.</summary>
    public int ProcessId { get; } = processId;

    /// <summary>The last name it had.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Kept open: -1 when the descriptors ran out, then it is opened for each reading.</summary>
    public int Schedstat { get; set; } = -1;

    /// <inheritdoc cref="Schedstat"/>
    public int Stat { get; set; } = -1;

    public required ThreadBooks Books { get; init; }

    public required TimelineRow Row { get; init; }

    public WaitTable Waits { get; } = new();

    /// <summary>New waits seen since the thread was found: some of them are looked at.</summary>
    public uint NewWaits { get; set; }

    public long VoluntarySwitches { get; set; } = -1;

    public long InvoluntarySwitches { get; set; } = -1;

    /// <summary>When the context switches were read last.</summary>
    public long SwitchesReadAt { get; set; }

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
}
