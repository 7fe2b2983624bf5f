namespace RunScope.Testing.Cli.Compare;
internal static class CompareMarkdown { public static string Of(System.Collections.Immutable.ImmutableArray<Compared> all, System.Collections.Immutable.ImmutableArray<string> notes) => ""; }
