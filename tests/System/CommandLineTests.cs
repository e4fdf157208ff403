using System.Text.Json;

namespace AlgoTrendy.Tests.Processes;

/// <summary>What scripts rely on: exit codes, and sentences instead of stack traces.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_version_is_a_line_and_a_success()
    {
        var ended = await PlatformProcess.Run("--version");

        Assert.Equal(0, ended.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", ended.Output);
    }

    [Fact]
    public async Task Help_lists_the_commands_and_is_a_success()
    {
        var ended = await PlatformProcess.Run("--help");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("algotrendy [command] [options]", ended.Output, StringComparison.Ordinal);
        Assert.Contains("serve", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("srve", "There is no command 'srve'. Did you mean serve?")]
    [InlineData("serve --prt 1", "'algotrendy serve' has no option --prt. Did you mean --port?")]
    [InlineData("serve --hom x", "Did you mean --home?")]
    [InlineData("serve now", "'algotrendy serve' does not know what to do with 'now'.")]
    [InlineData("--port many", "--port is 'many'; it can be 0 (any free one) to 65535.")]
    [InlineData("--port 65536", "--port is '65536'")]
    [InlineData("--port", "--port is '--home'")]
    [InlineData("--modules hstory", "There is no module 'hstory'.")]
    [InlineData("--urls http://0.0.0.0:9000", "could be reached from other machines")]
    [InlineData("--port 9100 --urls http://127.0.0.1:9101", "say one of them")]
    [InlineData("--urls nonsense", "'nonsense' is no address to listen on")]
    public async Task What_makes_no_sense_ends_with_2_and_a_sentence(string arguments, string expected)
    {
        var ended = await PlatformProcess.Run([.. arguments.Split(' '), "--home", _home.Path]);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
        IsASentence(ended);
    }

    [Fact]
    public async Task An_account_is_closed_once_and_for_ever()
    {
        await PlatformProcess.Run("account", "open", "main", "--mode", "paper", "--currency", "USDT", "--home", _home.Path);

        var closed = await PlatformProcess.Run("account", "close", "main", "--json", "--home", _home.Path);
        var unknown = await PlatformProcess.Run("account", "close", "nobody", "--home", _home.Path);

        Assert.Equal((0, "closed"), (closed.ExitCode, JsonDocument.Parse(closed.Output).RootElement.GetProperty("account").GetProperty("status").GetString()));
        Assert.Equal(1, unknown.ExitCode);
        IsASentence(unknown);
    }

    [Fact]
    public async Task An_order_without_a_server_is_told_that_it_needs_one()
    {
        var ended = await PlatformProcess.Run("order", "buy", "BTCUSDT.SIM", "0.01", "--limit", "1000", "--home", _home.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("start it with ./algotrendy", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALGOTRENDY__Databse__Postgres", "x", "There is no setting Databse:Postgres. Did you mean Database:Postgres?")]
    [InlineData("ALGOTRENDY__Streams__BeatSeconds", "abc", "Streams:BeatSeconds is 'abc'; give seconds, from 0.1 to 3600.")]
    [InlineData("ALGOTRENDY_HOMEE", "x", "There is no variable ALGOTRENDY_HOMEE. Did you mean ALGOTRENDY_HOME?")]
    public async Task What_the_environment_misspells_ends_with_2_and_what_was_meant(string variable, string value, string expected)
    {
        var ended = await PlatformProcess.Run(new Dictionary<string, string> { [variable] = value }, "--home", _home.Path);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
        IsASentence(ended);
    }

    [Fact]
    public async Task A_home_that_cannot_be_made_ends_with_1()
    {
        var file = _home.File("file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var ended = await PlatformProcess.Run("--home", Path.Combine(file, "home"));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("cannot be made", ended.Error, StringComparison.Ordinal);
        IsASentence(ended);
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_end_with_1_and_the_line()
    {
        await File.WriteAllTextAsync(_home.File("algotrendy.yaml"), "a: 1\na: 2\n", TestContext.Current.CancellationToken);

        var ended = await PlatformProcess.Run("--home", _home.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("algotrendy.yaml, line 2:", ended.Error, StringComparison.Ordinal);
        IsASentence(ended);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_with_1_and_what_to_do()
    {
        await using var first = await PlatformProcess.Serve(_home);
        using var other = new TemporaryHome();

        var ended = await PlatformProcess.Run("--port", $"{first.Http.BaseAddress!.Port}", "--home", other.Path);

        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("Choose another port with --port", ended.Error, StringComparison.Ordinal);
        IsASentence(ended);
    }

    [Theory]
    [InlineData(1, "There is no folder", "restore", "nowhere", "--yes")]
    [InlineData(2, "say --yes", "restore", "nowhere")]
    [InlineData(2, "needs --to sqlite or --to postgres", "db", "copy")]
    [InlineData(2, "--to is 'oracle'; it is one of sqlite, postgres.", "db", "copy", "--to", "oracle")]
    [InlineData(2, "needs --postgres", "db", "copy", "--to", "postgres")]
    [InlineData(1, "names no server to copy from", "db", "copy", "--to", "sqlite")]
    public async Task Backup_restore_and_copy_say_what_they_need(int exitCode, string expected, params string[] arguments)
    {
        var ended = await PlatformProcess.Run([.. arguments, "--home", _home.Path]);

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_home.File("backups")) && Directory.EnumerateFileSystemEntries(_home.File("backups")).Any());
        IsASentence(ended);
    }

    private static void IsASentence(Ended ended)
    {
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ended.Error, StringComparison.Ordinal);
        Assert.True(ended.Error.Trim().Split('\n').Length <= 2, ended.Error);
    }
}
