using CliWrap;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Doctor;

/// <summary>The child that <c>runscope doctor</c> starts to try itself on: the tool again, by a word that no help shows.</summary>
internal static class TrialChild
{
    public const string Word = "[trial]";
    public const int ExitCode = 42;
    private const string Waits = "--until-input-ends";

    /// <summary>CPU time that it uses at least.</summary>
    public static readonly TimeSpan Burns = TimeSpan.FromMilliseconds(20);

    /// <summary>How it is started.</summary>
    public static Command Command(bool untilInputEnds = false)
    {
        // As "dotnet runscope.dll" the program of this process is dotnet.
        var program = Environment.ProcessPath!;
        string[] words = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(TrialChild).Assembly.Location] : [];
        return CliWrap.Cli.Wrap(program).WithArguments([.. words, Word, .. untilInputEnds ? (string[])[Waits] : []]);
    }

    /// <summary>What it does: works, sleeps and ends; or says that it is there and waits for the end of its input.</summary>
    public static int Run(string[] args)
    {
        if (args is [_, Waits])
        {
            Console.Out.WriteLine("ready");
            while (Console.In.Read() >= 0)
            {
            }

            return ExitCode;
        }

        var began = Clock.OwnThreadCpu;
        while (Clock.OwnThreadCpu - began < Burns.TotalNanoseconds)
        {
        }

        Thread.Sleep(Burns);
        return ExitCode;
    }
}
