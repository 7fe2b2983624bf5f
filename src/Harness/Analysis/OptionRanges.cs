using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>
/// What the options of a run take, in one place for the configuration, for the checks at discovery, and for the analyzers, which compile this file. All
/// problems are without a full stop at the end; null means that there is none.
/// </summary>
internal static class OptionRanges
{
    public const int MostRuns = 100_000;
    public const int HighestRate = 1000;

    /// <summary>Of the pairs or runs that [NoRegression] makes: with fewer nothing can be told, and with more a test never ends.</summary>
    public const int FewestGated = 4;
    public const int MostGated = 200;

    public static TimeSpan ShortestTimeLimit { get; } = TimeSpan.FromMilliseconds(1);

    public static TimeSpan LongestTimeLimit { get; } = TimeSpan.FromDays(7);

    public static string? OfRuns(int runs) => Of("Runs", runs, 1, MostRuns);

    public static string? OfWarmupRuns(int runs) => Of("WarmupRuns", runs, 0, MostRuns);

    /// <param name="rate">Rounds per second; 0 is none said.</param>
    public static string? OfSampleRate(int rate) => Of("SampleRate", rate, 0, HighestRate) is null
        ? null
        : $"SampleRate = {Text(rate)}; it takes 1 to {Text(HighestRate)} rounds per second, or 0 for the default";

    /// <param name="text">The limit as its author wrote it.</param>
    /// <param name="limit">What it means.</param>
    public static string? OfTimeLimit(string text, TimeSpan limit) => limit >= ShortestTimeLimit && limit <= LongestTimeLimit
        ? null
        : $"TimeLimit = {VisibleText.Quote(text)}; it takes {Durations.Format(ShortestTimeLimit)} to {Durations.Format(LongestTimeLimit)}";

    private static string? Of(string option, int number, int least, int most) =>
        number >= least && number <= most ? null : $"{option} = {Text(number)}; it takes {Text(least)} to {Text(most)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
