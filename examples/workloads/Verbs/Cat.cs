namespace Workloads.Verbs;

/// <summary>cat: standard input, byte for byte, to both standard output and standard error; it prints no truth there.</summary>
internal static class Cat
{
    internal static int Run(Words words)
    {
        var block = words.Number("block", "1MiB");
        words.End();

        var buffer = new byte[block];
        int got;
        while ((got = Bytes.Read(0, buffer)) > 0)
        {
            if (!Bytes.WriteAll(1, buffer.AsSpan(0, got)) || !Bytes.WriteAll(2, buffer.AsSpan(0, got))) return 1;
        }

        return got == 0 ? 0 : 1;
    }
}
