namespace RunScope.Testing.Cli.Live;

/// <summary>What the view shows below its header.</summary>
internal enum LivePage
{
    Threads,
    Help,

    /// <summary>The processes to pick from.</summary>
    Processes,

    /// <summary>The end of the own command's output.</summary>
    Output,
}

/// <summary>What the user has set by keys; nothing else changes it.</summary>
internal sealed record LiveUi
{
    public LivePage Page { get; init; }

    public RowOrder Order { get; init; } = new(RowSort.Cpu, Reversed: false, "");

    /// <summary>What is typed into a filter, of threads or of processes; null when nothing is.</summary>
    public string? Typing { get; init; }

    /// <summary>Rows that are scrolled out: at the top, and of output, whose end is shown first, at the bottom.</summary>
    public int Scroll { get; init; }

    /// <summary>Whether the view stands still.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The filter of the list of processes.</summary>
    public string ListFilter { get; init; } = "";

    /// <summary>The chosen row of the list.</summary>
    public int Selected { get; init; }

    /// <summary>Whether it was asked if the own command shall be ended.</summary>
    public bool IsAsking { get; init; }
}

/// <summary>What a key asks for beyond the view itself.</summary>
internal enum LiveAction
{
    None,
    Quit,
    Faster,
    Slower,

    /// <summary>Read the list of processes.</summary>
    List,

    /// <summary>Watch the process that is chosen in the list.</summary>
    Pick,

    /// <summary>Back to the process that was watched before.</summary>
    Return,
    Report,
}

/// <summary>What keys may count on at the moment.</summary>
/// <param name="Rows">Rows of the page.</param>
/// <param name="Visible">Of these, how many fit the terminal.</param>
/// <param name="HasCommand">Whether the process is a command of our own that still runs.</param>
/// <param name="HasOutput">Whether there is a command's output to show.</param>
/// <param name="CanList">Whether other processes may be picked.</param>
/// <param name="CanReturn">Whether there is a process to go back to.</param>
internal readonly record struct KeyContext(int Rows, int Visible, bool HasCommand, bool HasOutput, bool CanList, bool CanReturn);
