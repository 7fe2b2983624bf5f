namespace RunScope.Testing.Tests.Fuzzing;

/// <summary>A parser, and what must hold for whatever it is given.</summary>
/// <param name="Name">Its name in the counts.</param>
/// <param name="Quick">How many inputs every run of the tests makes.</param>
/// <param name="Long">How many the long run makes.</param>
/// <param name="Corpus">Inputs to begin with: what is right, and what nearly is.</param>
/// <param name="Words">What means something in this language, to be put in anywhere.</param>
/// <param name="Check">
/// Gives an input to the parser and holds what comes out against what must be. It throws where something doesn't hold; else it returns the kind of outcome: inputs
/// that lead to a kind that wasn't seen before are kept as further beginnings.
/// </param>
internal sealed record FuzzTarget(string Name, int Quick, int Long, byte[][] Corpus, string[] Words, Func<byte[], string> Check)
{
    public override string ToString() => Name;
}
