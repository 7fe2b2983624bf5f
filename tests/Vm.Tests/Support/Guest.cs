using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RunScope.Testing.Tests.Support;

/// <summary>One boot of the guest, and what its steps came to. See tests/vm/boot.sh.</summary>
internal sealed class Guest
{
    public const int Nobody = 65534;
    private readonly ImmutableDictionary<string, StepResult> _results;

    private Guest(ImmutableDictionary<string, StepResult> results) => _results = results;

    /// <summary>The result of a step.</summary>
    public StepResult this[string step] => _results.TryGetValue(step, out var result) ? result : throw new InvalidOperationException($"The guest has no result of step {step}; it has {string.Join(", ", _results.Keys)}.");

    /// <summary>Boots, runs the steps, and returns at the guest's end.</summary>
    /// <param name="name">The name for its files in artifacts/vm.</param>
    /// <param name="steps">The guest's script.</param>
    /// <param name="limit">For how long it may run: an emulated machine on a busy one is slow.</param>
    public static async Task<Guest> BootAsync(string name, string steps, TimeSpan limit)
    {
        var folder = Repository.Path("artifacts", "vm");
        var (script, results) = (Path.Combine(folder, name + ".steps"), Path.Combine(folder, name + ".results"));
        await File.WriteAllTextAsync(script, steps);
        var began = Stopwatch.GetTimestamp();
        string[] words = [folder, script, results, limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)];
        using var boot = Process.Start(new ProcessStartInfo(Repository.Path("tests", "vm", "boot.sh"), words) { RedirectStandardError = true })!;
        var problem = await boot.StandardError.ReadToEndAsync();
        await boot.WaitForExitAsync();
        boot.ExitCode.ShouldBe(0, problem);
        var guest = new Guest(Parse(await File.ReadAllBytesAsync(results)));
        var times = guest._results.Values.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Name} {r.Took.TotalSeconds:0.0} s"));
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".times"), string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s in all: {string.Join(", ", times)}\n"));
        return guest;
    }

    /// <summary>"STEP name status milliseconds bytes-of-stdout bytes-of-stderr", then the bytes and an empty line.</summary>
    private static ImmutableDictionary<string, StepResult> Parse(ReadOnlySpan<byte> text)
    {
        var steps = ImmutableDictionary.CreateBuilder<string, StepResult>();
        while (text.IndexOf("STEP "u8) is >= 0 and var at)
        {
            text = text[at..];
            var end = text.IndexOf((byte)'\n');
            var words = Encoding.UTF8.GetString(text[..end]).Split(' ');
            var numbers = words[2..].Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            text = text[(end + 1)..];
            steps[words[1]] = new StepResult(words[1], numbers[0], TimeSpan.FromMilliseconds(numbers[1]),
                Encoding.UTF8.GetString(text[..numbers[2]]), Encoding.UTF8.GetString(text.Slice(numbers[2], numbers[3])));
            text = text[(numbers[2] + numbers[3])..];
        }

        return steps.ToImmutable();
    }
}
