using CliWrap;
using RunScope.Testing;

namespace Samples;

#pragma warning disable CS0618 // NUnit 5 is about to give up Order; it still has it.
/// <summary>What runs when.</summary>
[SingleThreaded]
public sealed class Fixtures
{
    public Fixtures() => Order.Note("constructor");

    [OneTimeSetUp]
    public void OneTimeSetUp() => Order.Note("OneTimeSetUp");

    [SetUp]
    public void SetUp() => Order.Note("SetUp");

    [ProfileProcess(CommandFrom = nameof(Make), Runs = 2)]
    [Order(1)]
    public void In_their_order(ProcessProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Order.Note("body");
        TestContext.Out.WriteLine("said by the body");
    }

    [Test]
    [Order(2)]
    public void Plain() => Order.Note("plain");

    [ProfileProcess("true")]
    [Order(3)]
    public void Last() => Order.Note("last");

    [TearDown]
    public void TearDown() => Order.Note("TearDown");

    [OneTimeTearDown]
    public void OneTimeTearDown() => Order.Note("OneTimeTearDown");

    private static Command Make()
    {
        Order.Note("command");
        TestContext.Out.WriteLine("said by the command's member");
        return Cli.Wrap("true");
    }
}

#pragma warning restore CS0618

/// <summary>One class, several fixtures.</summary>
[TestFixture(1)]
[TestFixture(2)]
public class WithArguments(int number)
{
    [ProfileProcess("true")]
    [ProfileCase("a")]
    public void Is_run(string word) => Assert.That((number, word), Is.AnyOf((1, "a"), (2, "a")));
}

[TestFixture(typeof(int))]
[TestFixture(typeof(string))]
public class OfAType<T>
{
    [ProfileProcess("true")]
    [Category("generic")]
    public void Is_run() => Assert.That(typeof(T), Is.AnyOf(typeof(int), typeof(string)));
}
