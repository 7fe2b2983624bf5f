using System.Reflection;
using System.Reflection.Emit;
using RunScope.Testing.Configuration;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public sealed class TestProjectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_test_profiles_itself_is_configured_from_the_projects_folder_as_its_decorated_tests_are()
    {
        TestProject.Among(AppDomain.CurrentDomain.GetAssemblies()).ShouldBe(typeof(TestProjectTests).Assembly);
        RunScopeConfiguration.OfProcess.ShouldBeSameAs(RunScopeConfiguration.Of(typeof(TestProjectTests).Assembly, AppContext.BaseDirectory));
    }

    [Fact]
    public void The_test_assembly_is_the_one_that_names_a_folder_which_is_there()
    {
        var (library, elsewhere, tests) = (Made("Made.Library", null), Made("Made.Elsewhere", "/no/such/folder"), Made("Made.Tests", _folder.Path));

        TestProject.Among([library, elsewhere, tests]).ShouldBe(tests);
        TestProject.Among([library, elsewhere]).ShouldBeNull();
    }

    [Fact]
    public void Of_several_it_is_the_same_in_whatever_order_they_were_loaded()
    {
        var (first, second) = (Made("Made.First", _folder.Path), Made("Made.Second", _folder.Path));

        TestProject.Among([first, second]).ShouldBe(first);
        TestProject.Among([second, first]).ShouldBe(first);
    }

    private static AssemblyBuilder Made(string name, string? project)
    {
        var made = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.RunAndCollect);
        var metadata = typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!;
        if (project is not null) made.SetCustomAttribute(new CustomAttributeBuilder(metadata, [TestProject.FolderKey, project]));
        return made;
    }
}
