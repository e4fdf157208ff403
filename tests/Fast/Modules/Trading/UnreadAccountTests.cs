using System.Text.Json;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>An account that cannot be read is shown as such, with the reason, wherever all accounts are.</summary>
[Between("trading", "portfolio", "risk")]
public class UnreadAccountTests
{
    private const string Reason = "What is stored of it cannot be understood; the log says what.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_shown_with_the_reason_where_all_accounts_are()
    {
        await using var house = await House.Open("together");
        using var doors = house.Doors("");
        var (trading, risk) = (house.Get<ITrading>(), house.Get<IRisk>());
        await trading.OpenAccount(new("ant", "Ant", AccountMode.Paper, "paper", Currency.Usdt, 1_000m, WaitMs: 5_000), Ct);
        while (!(await Get(doors, "accounts")).GetProperty("items").EnumerateArray().Any(account => account.GetProperty("accountId").GetString() == "ant")) await Task.Delay(10, Ct);

        // Its row is another one than it remembers, so that the next change is refused and it is read again, in vain.
        await house.Service<TradingStore>("trading").Database.Write(writing => writing.Execute("update accounts set fence = fence + 1, settings = 'nonsense' where account_id = 'ant'"), Ct);
        await Assert.ThrowsAsync<DatabaseException>(() => trading.ChangeAccount(new("ant", "Another name"), Ct));

        var status = await Get(doors, "trading/status");
        var books = await Get(doors, "accounts");
        var one = await Get(doors, "accounts/ant");
        Assert.Equal(["paper"], status.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("accountId").GetString()));
        var rules = await Get(doors, "stop-rules");
        Assert.All([status, books, rules], list => Assert.Equal(("ant", Reason), Unread(list)));
        Assert.Equal((Reason, JsonValueKind.Null), (one.GetProperty("unread").GetString(), one.GetProperty("settings").ValueKind));
        Assert.Equal(JsonValueKind.Null, (await Get(doors, "accounts/paper")).GetProperty("unread").ValueKind);

        // What is not known is said, and not taken for nothing.
        var all = (await risk.GetPortfolioRisk(new("all"), Ct)).Risk!;
        Assert.Null(all.Equity);
        Assert.Contains("Account ant cannot be read now: what it holds is not counted.", all.Notes);
        var limit = (await risk.GetLimits(new(), Ct)).Limits!.Items.First(each => each.Scope == LimitScope.Account) with { Id = "ants", ScopeId = "ant" };
        Assert.Null((await risk.ChangeLimits(new(Set: [limit]), Ct)).Refusal);

        // And keeps no other from being halted.
        var halted = await trading.SetTradingMode(new(TradingMode.Halted, Reason: "enough"), Ct);
        Assert.Equal([("paper", TradingMode.Halted)], halted.Accounts.Select(account => (account.AccountId, account.Mode)));
        Assert.Equal(["ant"], halted.Unread!.Select(one => one.AccountId));
    }

    private static (string? Account, string? Reason) Unread(JsonElement list)
    {
        var unread = Assert.Single(list.GetProperty("unread").EnumerateArray());
        return (unread.GetProperty("accountId").GetString(), unread.GetProperty("reason").GetString());
    }

    private static async Task<JsonElement> Get(HttpClient doors, string path) => JsonDocument.Parse(await doors.GetStringAsync("/api/v1/" + path, Ct)).RootElement;
}
