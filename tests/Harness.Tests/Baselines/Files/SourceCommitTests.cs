using System.Text;
using CliWrap;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>The commit that git itself names is found without git.</summary>
public sealed class SourceCommitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_that_of_the_branch_from_any_folder_below()
    {
        var repository = await RepositoryAsync();
        var below = Directory.CreateDirectory(Path.Combine(repository, "tests", "Baselines")).FullName;

        Of(below).ShouldBe(await HeadAsync(repository));
        Of(Path.Combine(below, "not", "there", "yet")).ShouldBe(await HeadAsync(repository));
    }

    [Fact]
    public async Task It_is_found_among_packed_refs_with_tags_and_other_branches()
    {
        var repository = await RepositoryAsync();
        await GitAsync(repository, "tag", "-a", "v1", "-m", "tagged");
        await GitAsync(repository, "checkout", "-q", "-b", "topic/of-a-name");
        await GitAsync(repository, "commit", "-q", "--allow-empty", "-m", "Second");
        await GitAsync(repository, "branch", "name");
        await GitAsync(repository, "pack-refs", "--all");

        File.Exists(Path.Combine(repository, ".git", "refs", "heads", "topic", "of-a-name")).ShouldBeFalse();
        Of(repository).ShouldBe(await HeadAsync(repository));
    }

    [Fact]
    public async Task A_branch_that_went_on_after_the_packing_counts_as_it_is_now()
    {
        var repository = await RepositoryAsync();
        await GitAsync(repository, "pack-refs", "--all");
        await GitAsync(repository, "commit", "-q", "--allow-empty", "-m", "Second");

        Of(repository).ShouldBe(await HeadAsync(repository));
    }

    [Fact]
    public async Task A_detached_head_is_read_too()
    {
        var repository = await RepositoryAsync();
        await GitAsync(repository, "commit", "-q", "--allow-empty", "-m", "Second");
        await GitAsync(repository, "checkout", "-q", "--detach", "HEAD~1");

        Of(repository).ShouldBe(await HeadAsync(repository));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worktree_has_its_own(bool packed)
    {
        var repository = await RepositoryAsync();
        var worktree = Path.Combine(_folder.Path, "worktree");
        await GitAsync(repository, "worktree", "add", "-q", "-b", "other", worktree);
        await GitAsync(worktree, "commit", "-q", "--allow-empty", "-m", "Of the worktree");
        if (packed) await GitAsync(repository, "pack-refs", "--all");

        Of(worktree).ShouldBe(await HeadAsync(worktree));
        Of(worktree).ShouldNotBe(Of(repository));
    }

    [Fact]
    public async Task A_repository_of_long_hashes_is_read_too()
    {
        var repository = await RepositoryAsync("--object-format=sha256");

        Of(repository).ShouldBe(await HeadAsync(repository));
        Of(repository)!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task A_repository_without_a_commit_has_none()
    {
        await GitAsync(_folder.Path, "init", "-q", "empty");

        Of(Path.Combine(_folder.Path, "empty")).ShouldBeNull();
    }

    [Theory]
    [InlineData("gitdir: /no/such/folder")]
    [InlineData("gitdir: .")]
    [InlineData("")]
    [InlineData("something else")]
    public void What_is_no_repository_has_none(string text)
    {
        _folder.Write("here/.git", text, executable: false);

        Of(Path.Combine(_folder.Path, "here")).ShouldBeNull();
    }

    [Theory]
    [InlineData("ref: ../../secret")]
    [InlineData("ref: refs/../../secret")]
    [InlineData("ref: refs/heads/loop")]
    [InlineData("ref: refs/heads/text")]
    public void Nothing_but_a_commit_is_taken_for_one(string head)
    {
        _folder.Write("here/.git/HEAD", head, executable: false);
        _folder.Write("here/.git/refs/heads/loop", "ref: refs/heads/loop\n", executable: false);
        _folder.Write("here/.git/refs/heads/text", "not a hash\n", executable: false);
        _folder.Write("secret", new string('a', 40), executable: false);
        _folder.Write("here/secret", new string('a', 40), executable: false);

        Of(Path.Combine(_folder.Path, "here")).ShouldBeNull();
    }

    [Fact]
    public async Task A_CI_system_says_it_better()
    {
        var repository = await RepositoryAsync();
        var (said, other) = (new string('A', 40), new string('b', 40));

        Of(repository, ("GITHUB_SHA", said), ("CI_COMMIT_SHA", other)).ShouldBe(new string('a', 40));
        Of(repository, ("CI_COMMIT_SHA", other)).ShouldBe(other);
        Of(repository, ("BUILD_SOURCEVERSION", other)).ShouldBe(other);
        Of(repository, ("GITHUB_SHA", ""), ("BUILD_SOURCEVERSION", "C1234")).ShouldBe(await HeadAsync(repository));
    }

    private static string? Of(string folder, params (string Name, string Value)[] variables) =>
        SourceCommit.Of(folder, name => variables.FirstOrDefault(v => v.Name == name).Value);

    private async Task<string> RepositoryAsync(params string[] options)
    {
        var repository = Path.Combine(_folder.Path, "repository");
        await GitAsync(_folder.Path, ["init", "-q", .. options, repository]);
        await GitAsync(repository, "commit", "-q", "--allow-empty", "-m", "First");
        return repository;
    }

    private static async Task<string> HeadAsync(string repository) => (await GitAsync(repository, "rev-parse", "HEAD")).Trim();

    private static async Task<string> GitAsync(string folder, params string[] words)
    {
        var output = new StringBuilder();
        await Cli.Wrap("git").WithArguments(["-c", "user.name=T", "-c", "user.email=t@example.org", .. words])
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["GIT_DIR"] = null, ["GIT_WORK_TREE"] = null, ["GIT_INDEX_FILE"] = null, ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_SYSTEM"] = "/dev/null" })
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .ExecuteAsync();
        return output.ToString();
    }
}
