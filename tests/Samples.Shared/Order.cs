namespace Samples;

/// <summary>Writes what happens, in its order, into the file that SAMPLE_ORDER names.</summary>
internal static class Order
{
    private static readonly Lock Turn = new();

    public static void Note(string what)
    {
        if (Environment.GetEnvironmentVariable("SAMPLE_ORDER") is not { Length: > 0 } file) return;
        lock (Turn) File.AppendAllText(file, what + "\n");
    }
}
