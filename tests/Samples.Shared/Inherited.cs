using CliWrap;
using RunScope.Testing;

namespace Samples;

public abstract class InheritedTests
{
    protected abstract string Word { get; }

    // A private member of the base class serves the derived classes too.
    [ProfileProcess(CommandFrom = nameof(Echo))]
    public void Say_their_word(ProcessProfile profile) => CheckWord(profile.Output.StdoutTail?.Trim());

    private Command Echo() => Cli.Wrap("echo").WithArguments(Word);

    private void CheckWord(string? said)
    {
        if (said != Word) throw new InvalidOperationException($"It said {said} instead of {Word}.");
    }
}

public class InheritedOnce : InheritedTests
{
    protected override string Word => "once";
}

public class InheritedTwice : InheritedTests
{
    protected override string Word => "twice";
}
