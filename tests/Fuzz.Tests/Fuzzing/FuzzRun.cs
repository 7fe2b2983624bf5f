using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RunScope.Testing.Tests.Fuzzing;

/// <summary>Gives a parser as many inputs as are asked for, watches its time and memory, and writes down the counts.</summary>
internal static class FuzzRun
{
    private const ulong UsualSeed = 6;
    private const int MostBeginnings = 1000;

    // Inputs have 64 KiB at most. No parser may make more than this of one.
    private const long MostMemory = 256 << 20;

    // On a busy machine any of them may wait for a CPU for long; one that takes this long hangs.
    private static readonly TimeSpan LongestInput = TimeSpan.FromMinutes(3);

    public static void Quick(FuzzTarget target) => Run(target, target.Quick, "quick", UsualSeed);

    /// <summary>With a seed of its own each time: what it finds, the message tells.</summary>
    public static void Long(FuzzTarget target) => Run(target, target.Long, "long", (ulong)DateTime.UtcNow.Ticks);

    private static void Run(FuzzTarget target, int inputs, string kind, ulong seed)
    {
        if (ulong.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)) seed = given;
        var mutator = new Mutator(seed, target.Words);
        var corpus = new List<byte[]>(target.Corpus);
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        var state = new State();
        using var watch = new Timer(_ => EndIfItHangs(target, seed, state), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
        var whole = Stopwatch.StartNew();
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < inputs; i++)
        {
            // The beginnings themselves come first.
            var input = i < target.Corpus.Length ? target.Corpus[i] : mutator.Next(corpus, target.Corpus.Length);
            state.Begin(input);
            var outcome = Check(target, input, seed, i);
            var took = state.End();
            if (took > slowest) slowest = took;
            if (outcomes.TryGetValue(outcome, out var count)) outcomes[outcome] = count + 1;
            else if (outcomes.Count < MostBeginnings)
            {
                outcomes[outcome] = 1;
                corpus.Add(input);
            }
        }

        Write(target, inputs, kind, seed, whole.Elapsed, slowest, outcomes);
    }

    private static string Check(FuzzTarget target, byte[] input, ulong seed, int index)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var outcome = target.Check(input);
            var memory = GC.GetAllocatedBytesForCurrentThread() - before;
            return memory <= MostMemory ? outcome : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"it took {memory:N0} bytes of memory"));
        }
        catch (Exception e)
        {
            throw new FuzzException($"{target.Name}: {e.GetType().Name}: {e.Message}\n{Words(seed, index, input)}", e);
        }
    }

    private static string Words(ulong seed, int index, byte[] input) => string.Create(
        CultureInfo.InvariantCulture,
        $"Input {index} of FUZZ_SEED={seed}, {input.Length} bytes: {JsonSerializer.Serialize(Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(input.Length, 2000))))}\nAs base64: {Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 6000)))}");

    private static void EndIfItHangs(FuzzTarget target, ulong seed, State state)
    {
        if (state.Running() is var (input, time) && time > LongestInput) Environment.FailFast($"{target.Name} has been busy with one input for {time.TotalSeconds:0} s. {Words(seed, 0, input)}");
    }

    /// <summary>One line a run: documentation and notes take their counts from there.</summary>
    private static void Write(FuzzTarget target, int inputs, string kind, ulong seed, TimeSpan whole, TimeSpan slowest, Dictionary<string, int> outcomes)
    {
        var accepted = outcomes.Where(o => o.Key.StartsWith("ok", StringComparison.Ordinal)).Sum(o => o.Value);
        var line = JsonSerializer.Serialize(new
        {
            parser = target.Name,
            run = kind,
            inputs,
            accepted,
            outcomes = outcomes.Count,
            seed,
            seconds = Math.Round(whole.TotalSeconds, 1),
            slowestMs = Math.Round(slowest.TotalMilliseconds, 1),
        });
        var folder = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "fuzz"));
        File.AppendAllText(Path.Combine(folder.FullName, kind + ".jsonl"), line + "\n");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RunScope.Testing.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests don't run from within the repository.");
        return folder.FullName;
    }

    private sealed class State
    {
        private readonly Lock _gate = new();
        private byte[]? _input;
        private long _began;

        public void Begin(byte[] input)
        {
            lock (_gate) (_input, _began) = (input, Stopwatch.GetTimestamp());
        }

        public TimeSpan End()
        {
            lock (_gate)
            {
                _input = null;
                return Stopwatch.GetElapsedTime(_began);
            }
        }

        public (byte[] Input, TimeSpan Time)? Running()
        {
            lock (_gate) return _input is null ? null : (_input, Stopwatch.GetElapsedTime(_began));
        }
    }
}

/// <summary>Something doesn't hold for an input, which the message tells.</summary>
internal sealed class FuzzException(string message, Exception inner) : Exception(message, inner);
