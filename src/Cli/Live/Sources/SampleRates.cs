namespace RunScope.Testing.Cli.Live;

/// <summary>The steps between rates of 1 to 1000 Hz that a key takes.</summary>
internal static class SampleRates
{
    private static readonly int[] Steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    /// <summary>The next step up; the same at the end.</summary>
    public static int Above(int rate) => Array.Find(Steps, s => s > rate) is > 0 and var step ? step : Steps[^1];

    /// <summary>The next step down; the same at the end.</summary>
    public static int Below(int rate) => Array.FindLast(Steps, s => s < rate) is > 0 and var step ? step : Steps[0];
}
