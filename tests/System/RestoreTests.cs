using System.Net.Http.Json;
using System.Text.Json;

namespace AlgoTrendy.Tests.Processes;

/// <summary>Restores onto a server that runs and trades: it steps aside, and is there again after each.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_server_answers_after_every_one_of_several_restores_in_a_row()
    {
        await using var server = await PlatformProcess.Serve(_home);
        foreach (var id in new[] { "one", "two", "three", "four" })
            using (var opened = await server.Http.PostAsJsonAsync("/api/v1/accounts", new { accountId = id, name = id, mode = "paper", broker = "paper", currency = "USDT" }, Ct)) Assert.Equal(201, (int)opened.StatusCode);
        var backup = _home.File("backup");
        Assert.Equal(0, (await PlatformProcess.Run("backup", "--to", backup, "--home", _home.Path)).ExitCode);

        for (var round = 1; round <= 4; round++)
        {
            var restored = await PlatformProcess.Run("restore", backup, "--yes", "--home", _home.Path);
            Assert.True(restored.ExitCode == 0, restored.Error);
            while (!await Answers(server)) await Task.Delay(50, Ct);
        }

        Assert.DoesNotContain(server.Log, line => line.Contains("ObjectDisposed", StringComparison.Ordinal));
        Assert.Equal(0, await server.Stop());
    }

    [Fact]
    public async Task The_ledger_of_a_home_is_sound_after_a_restore_and_tells_of_it()
    {
        await using var server = await PlatformProcess.Serve(_home);
        foreach (var id in new[] { "one", "two", "three", "four" })
            using (var opened = await server.Http.PostAsJsonAsync("/api/v1/accounts", new { accountId = id, name = id, mode = "paper", broker = "paper", currency = "USDT" }, Ct)) Assert.Equal(201, (int)opened.StatusCode);
        await Deposit(server, 10m);
        var backup = _home.File("backup");
        Assert.Equal(0, (await PlatformProcess.Run("backup", "--to", backup, "--home", _home.Path)).ExitCode);
        await Deposit(server, 20m);
        await Deposit(server, 30m);
        var before = await PlatformProcess.Run("ledger", "verify", "--home", _home.Path);

        Assert.Equal(0, (await PlatformProcess.Run("restore", backup, "--yes", "--home", _home.Path)).ExitCode);
        while (!await Answers(server)) await Task.Delay(50, Ct);
        var after = await PlatformProcess.Run("ledger", "verify", "--home", _home.Path);
        await Deposit(server, 40m);
        var on = await PlatformProcess.Run("ledger", "verify", "--home", _home.Path);

        Assert.Equal((0, 0, 0), (before.ExitCode, after.ExitCode, on.ExitCode));
        Assert.Contains("one: A backup was restored at ", after.Output + after.Error, StringComparison.Ordinal);
        Assert.Contains("; what was booked after it, to row ", on.Output + on.Error, StringComparison.Ordinal);
        Assert.Equal(0, await server.Stop());
    }

    private static async Task Deposit(PlatformProcess server, decimal amount)
    {
        using var moved = await server.Http.PostAsJsonAsync("/api/v1/accounts/one/cash", new { currency = "USDT", amount }, Ct);
        Assert.Equal(200, (int)moved.StatusCode);
    }

    private static async Task<bool> Answers(PlatformProcess server)
    {
        Assert.False(server.HasEnded, string.Join('\n', server.Log));
        try
        {
            using var ready = await server.Http.GetAsync("/health/ready", Ct);
            return (int)ready.StatusCode == 200 && (await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/accounts", Ct)).GetProperty("items").GetArrayLength() == 5;
        }
        catch (HttpRequestException)
        {
            return false; // it has stepped aside
        }
    }
}
