using System.Text.Json;

namespace AlgoTrendy.Tests.Processes;

/// <summary>One home folder, several processes, and processes that end without a goodbye.</summary>
public sealed class HomeTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_second_server_on_a_home_is_told_where_the_first_is()
    {
        await using var first = await PlatformProcess.Serve(_home);

        var second = await PlatformProcess.Run("serve", "--port", "0", "--home", _home.Path);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"process {first.Id} serves", second.Error, StringComparison.Ordinal);
        Assert.Contains($"{first.Http.BaseAddress}", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_stopped_lets_go_of_its_home()
    {
        await using var first = await PlatformProcess.Serve(_home);
        var open = Directory.GetFiles(_home.File("run"), "*.json").Length;

        var exit = await first.Stop();

        Assert.Equal(0, exit);
        Assert.True(open > 0);
        Assert.Empty(Directory.GetFiles(_home.File("run"), "*.json"));
    }

    [Fact]
    public async Task A_server_that_was_killed_leaves_no_lock_and_the_next_one_comes_up()
    {
        string token;
        await using (var first = await PlatformProcess.Serve(_home))
        {
            token = await File.ReadAllTextAsync(_home.File("service.token"), Ct);
            await first.Kill();
        }

        await using var second = await PlatformProcess.Serve(_home);

        var holders = Directory.GetFiles(_home.File("run"), "*.json").Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("processId").GetInt32());
        Assert.All(holders, id => Assert.Equal(second.Id, id));
        Assert.Equal(token, await File.ReadAllTextAsync(_home.File("service.token"), Ct));
    }

    [Fact]
    public async Task Nothing_but_the_home_is_written_to()
    {
        await using var server = await PlatformProcess.Serve(_home);

        var kept = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspnet", "DataProtection-Keys");

        Assert.DoesNotContain(server.Log, line => line.Contains("WARNING", StringComparison.Ordinal));
        Assert.False(Directory.Exists(kept) && Directory.EnumerateFiles(kept).Any(file => File.GetCreationTimeUtc(file) > Directory.GetCreationTimeUtc(_home.Path)));
    }
}
