using System.Text.Json;
using AlgoTrendy.Tests.Processes.Trading;

namespace AlgoTrendy.Tests.Processes;

/// <summary>Accounts, portfolios and alerts as somebody meets them who types.</summary>
public sealed class PortfolioCommandTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Accounts_are_grouped_rebalanced_and_looked_at()
    {
        await using var server = await PlatformProcess.Serve(_home);
        await Eventually.Holds(async () => JsonDocument.Parse(await server.Http.GetStringAsync("/api/v1/trading/status", TestContext.Current.CancellationToken)).RootElement.GetProperty("accounts") is var accounts
            && accounts.GetArrayLength() == 1 && accounts[0].GetProperty("gate").ValueKind == JsonValueKind.Null ? null : $"The gate is shut: {accounts}");

        var made = await Json("portfolio create Trend --id trend --account paper");
        Assert.Equal(("trend", 1), (made.GetProperty("portfolio").GetProperty("portfolioId").GetString(), made.GetProperty("portfolio").GetProperty("version").GetInt32()));
        Assert.False((await Json("portfolio rebalance trend --target BTCUSDT.SIM=0.25")).GetProperty("executed").GetBoolean());
        var sent = await Json("portfolio rebalance trend --target BTCUSDT.SIM=0.25 --execute");
        Assert.True(sent.GetProperty("executed").GetBoolean());
        Assert.Equal("buy", Assert.Single(sent.GetProperty("steps").EnumerateArray()).GetProperty("order").GetProperty("side").GetString());

        var corrected = await Json("account correct paper fee --amount -1.5 --currency USDT --note custody");
        // Trading keeps this account, and has booked it.
        Assert.Equal(JsonValueKind.Null, corrected.GetProperty("account").GetProperty("notInTrading").ValueKind);
        var week = (await Json("account equity paper --interval 7d")).GetProperty("points")[0].GetProperty("time").GetDateTimeOffset();
        Assert.Equal(DayOfWeek.Monday, week.DayOfWeek);
        Assert.Equal((await Json("account equity paper")).GetProperty("points")[0].GetProperty("capital").GetString(), (await Json("portfolio equity trend")).GetProperty("points")[0].GetProperty("capital").GetString());
        Assert.Equal(0, (await Json("portfolio tax-lots trend")).GetArrayLength());
        Assert.Equal(JsonValueKind.Array, (await Json("risk alerts")).GetProperty("items").ValueKind);

        var taken = await Run("account open trend --mode paper --currency USDT");
        Assert.Equal(1, taken.ExitCode);
        Assert.StartsWith("'trend' is a portfolio", taken.Error, StringComparison.Ordinal);

        var (deleted, gone) = (await Run("portfolio delete trend"), await Run("portfolio show trend"));
        Assert.Equal((0, 1), (deleted.ExitCode, gone.ExitCode));
        Assert.StartsWith("There is no portfolio 'trend'.", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Books_have_heard_of_an_account_that_the_command_before_has_opened()
    {
        await Run("account open main --mode paper --currency USDT --cash 1000");

        var moved = await Json("account transfer main unassigned trend 400");

        Assert.Equal(["600", "400"], moved.GetProperty("account").GetProperty("parts").EnumerateArray().OrderByDescending(part => part.GetProperty("part").GetString(), StringComparer.Ordinal)
            .Select(part => part.GetProperty("balances")[0].GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task Settings_that_are_named_change_and_others_stay()
    {
        var changed = await Run("account change paper --protect-after-seconds 60 --unprotected protect");
        var settings = (await Json("account change paper --reconcile-seconds 20 --version 2")).GetProperty("account").GetProperty("settings");
        var late = await Run("account change paper --name Late --version 2");

        Assert.Contains("protectAfterSeconds", changed.Output, StringComparison.Ordinal);
        Assert.Equal((60, "protect", 20), (settings.GetProperty("protectAfterSeconds").GetInt32(), settings.GetProperty("unprotected").GetString(), settings.GetProperty("reconcileSeconds").GetInt32()));
        Assert.Equal((1, true), (late.ExitCode, late.Error.StartsWith("The account is at version 3, not 2", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("account change paper", 2, "Say what to change")]
    [InlineData("account equity paper --from 2024-01-02 --to 2024-01-01", 2, "--to must be after --from.")]
    [InlineData("account transfer nobody unassigned trend 1", 1, "There is no account 'nobody'.")]
    public async Task What_cannot_be_is_said_in_a_sentence(string typed, int exitCode, string sentence)
    {
        var ended = await Run(typed);

        Assert.Equal((exitCode, ""), (ended.ExitCode, ended.Output));
        Assert.StartsWith(sentence, ended.Error, StringComparison.Ordinal);
    }

    private Task<Ended> Run(string typed) => PlatformProcess.Run([.. typed.Split(' '), "--home", _home.Path]);

    private async Task<JsonElement> Json(string typed)
    {
        var ended = await Run(typed + " --json");
        Assert.True(ended.ExitCode == 0, $"{typed}: {ended.Error}");
        return JsonDocument.Parse(ended.Output).RootElement;
    }
}
