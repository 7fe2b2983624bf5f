using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Tests;

/// <summary>A harness in a few lines, with limits on sizes and counts: what the rules need of one, and no more.</summary>
internal static class StandIn
{
    private const string Harness = """
        namespace RunScope.Testing
        {
            public interface IProfileDeclaration;
            public abstract class ProfileAssertionAttribute : System.Attribute;
            public sealed class PeakMemoryAttribute : ProfileAssertionAttribute { public string? AtLeast { get; set; } public string? AtMost { get; set; } }
            public sealed class ThreadCountAttribute : ProfileAssertionAttribute { public double AtLeast { get; set; } public double AtMost { get; set; } }
        }

        namespace RunScope.Testing.Xunit
        {
            [System.AttributeUsage(System.AttributeTargets.Method)]
            public sealed class ProfileProcessAttribute(string file, params string[] arguments) : System.Attribute, RunScope.Testing.IProfileDeclaration
            {
                public object Command => (file, arguments);
            }
        }
        """;

    /// <summary>The references of code that is compiled against the stand-in.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. Code.References.Where(r => !Path.GetFileName(r.Display!).StartsWith("RunScope", StringComparison.Ordinal)),
        Code.Compile(Code.References.Where(r => !Path.GetFileName(r.Display!).StartsWith("RunScope", StringComparison.Ordinal)), Harness).WithAssemblyName("Harness").ToMetadataReference(),
    ];
}
