using System.Reflection;
using CliWrap;
using RunScope.Testing;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Samples;

public sealed class ClassFixture : IDisposable
{
    public ClassFixture() => Order.Note("class fixture made");

    public void Dispose() => Order.Note("class fixture disposed");
}

public sealed class NotingAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest) => Order.Note("before");

    public override void After(MethodInfo methodUnderTest) => Order.Note("after");
}

/// <summary>What runs when, in a class whose tests are all profiled.</summary>
public sealed class Fixtures : IClassFixture<ClassFixture>, IAsyncLifetime, IDisposable
{
    private readonly ITestOutputHelper _output;

    public Fixtures(ClassFixture fixture, ITestOutputHelper output)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _output = output;
        Order.Note("constructor");
    }

    public Task InitializeAsync()
    {
        Order.Note("InitializeAsync");
        return Task.CompletedTask;
    }

    [Noting]
    [ProfileProcess(CommandFrom = nameof(Make), Runs = 2)]
    public void In_their_order(ProcessProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Order.Note("body");
        _output.WriteLine("said by the body");
    }

    public Task DisposeAsync()
    {
        Order.Note("DisposeAsync");
        return Task.CompletedTask;
    }

    public void Dispose() => Order.Note("Dispose");

    private Command Make()
    {
        Order.Note("command");
        _output.WriteLine("said by the command's member");
        return Cli.Wrap("true");
    }
}

/// <summary>Counts how often it is made.</summary>
public sealed class Counted<T>
{
    public Counted() => Order.Note($"{typeof(T).Name} fixture made");
}

/// <summary>Plain and profiled tests in one class.</summary>
public class MixedApart(Counted<MixedApart> fixture) : IClassFixture<Counted<MixedApart>>
{
    [Fact]
    public void Plain() => Assert.NotNull(fixture);

    [ProfileProcess("true")]
    public void Profiled() => Assert.NotNull(fixture);
}

[CollectionDefinition("performance", DisableParallelization = true)]
public class PerformanceCollection : ICollectionFixture<Counted<PerformanceCollection>>;

/// <summary>The same in a collection that the author has chosen.</summary>
[Collection("performance")]
public class MixedTogether(Counted<MixedTogether> fixture, Counted<PerformanceCollection> shared) : IClassFixture<Counted<MixedTogether>>
{
    [Fact]
    public void Plain() => Assert.NotNull(fixture);

    [ProfileProcess("true")]
    public void Profiled() => Assert.NotNull(shared);
}

/// <summary>A fixture that is chosen by the derived class.</summary>
public abstract class OfAGenericFixture<T>(Counted<T> fixture) : IClassFixture<Counted<T>>
{
    [ProfileProcess("true")]
    [Trait("kind", "generic")]
    public void Is_run() => Assert.NotNull(fixture);
}

public class OfStrings(Counted<string> fixture) : OfAGenericFixture<string>(fixture);

public class OfNumbers(Counted<int> fixture) : OfAGenericFixture<int>(fixture);
