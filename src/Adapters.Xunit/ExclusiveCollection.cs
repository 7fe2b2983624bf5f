using System.Collections.Concurrent;
using System.ComponentModel;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>The collection of profiled tests: xUnit runs it alone, after all that run in parallel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExclusiveCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "RunScope profiled tests";

    private static readonly ConcurrentDictionary<string, TestCollection> PerAssembly = new(StringComparer.Ordinal);

    /// <summary>
    /// Moves a test there, unless its class has chosen a collection: then its fixtures matter more, and the run gate alone keeps profiled tests apart.
    /// </summary>
    internal static ITestMethod Move(ITestMethod testMethod)
    {
        var testClass = testMethod.TestClass;
        if (testClass.TestCollection.CollectionDefinition is not null) return testMethod;
        if (testClass.Class.GetCustomAttributes(typeof(CollectionAttribute)).Any()) return testMethod;

        var assembly = testClass.TestCollection.TestAssembly;
        var collection = PerAssembly.GetOrAdd(
            assembly.Assembly.AssemblyPath ?? assembly.Assembly.Name,
            _ => new TestCollection(assembly, Reflector.Wrap(typeof(ExclusiveCollection)), Name));
        return new TestMethod(new TestClass(collection, testClass.Class), testMethod.Method);
    }
}
