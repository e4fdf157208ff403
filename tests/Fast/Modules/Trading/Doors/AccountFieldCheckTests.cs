using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Doors;

/// <summary>What an account, its money and its credentials can be.</summary>
public sealed class AccountFieldCheckTests
{
    private const string Secret = "s3cr3t-of-a-vendor";

    private static readonly NewAccount Paper = new("main", "Main", AccountMode.Paper, "paper", Currency.Usdt, 10_000m);
    private static readonly CredentialChange Testnet = new("main", CredentialKind.Testnet, "key", Secret);

    public static TheoryData<NewAccount, string?> Accounts => new()
    {
        { Paper, null },
        { Paper with { Cash = 0m }, null },
        { Paper with { Cash = null }, null },
        { Paper with { AccountId = "" }, "accountId" },
        { Paper with { AccountId = "Main" }, "accountId" },
        { Paper with { AccountId = "../main" }, "accountId" },
        { Paper with { AccountId = "all" }, "accountId" },
        { Paper with { Name = "" }, "name" },
        { Paper with { Name = "a\tb" }, "name" },
        { Paper with { Broker = "" }, "broker" },
        { Paper with { Currency = default }, "currency" },
        { Paper with { Cash = -0.01m }, "cash" },
        { Paper with { Cash = 1e15m + 1m }, "cash" },
        { Paper with { Leverage = 2m }, "leverage" },
        { Paper with { Leverage = 2m, Kind = AccountKind.Margin }, null },
        { Paper with { Leverage = 0.5m, Kind = AccountKind.Margin }, "leverage" },
        { Paper with { Leverage = 501m, Kind = AccountKind.Margin }, "leverage" },
        { Paper with { Settings = new(ReconcileSeconds: 0) }, "settings.reconcileSeconds" },
        { Paper with { Settings = new(StaleOrderSeconds: 86_401) }, "settings.staleOrderSeconds" },
        { Paper with { Settings = new(ProtectAfterSeconds: -1) }, "settings.protectAfterSeconds" },
        { Paper with { Settings = new(ProtectDistancePercent: 100m) }, "settings.protectDistancePercent" },
        { Paper with { Settings = new(InterestPercent: 0m, BorrowPercent: 1_000m) }, null },
        { Paper with { Settings = new(InterestPercent: -0.01m) }, "settings.interestPercent" },
        { Paper with { Settings = new(BorrowPercent: 1_000.01m) }, "settings.borrowPercent" },
        { Paper with { Settings = new(BorrowPercent: 0.1234567890123456789m) }, "settings.borrowPercent" },
        { Paper with { Settings = new(Slippage: "much") }, "settings.slippage" },
        { Paper with { Settings = new(Fees: "percent:1;percent:2") }, "settings.fees" },
        { Paper with { Settings = new(Latency: "random:5:1") }, "settings.latency" },
        { Paper with { Settings = new(Slippage: "none", Fees: "percent:10") }, null },
        { Paper with { Settings = new(Feed: PaperFeed.Replay) }, "settings.replay" },
        { Paper with { Settings = new(Replay: new(["BTCUSDT.SIM"], Interval.OneHour)) }, "settings.replay" },
        { Paper with { Settings = new(Feed: PaperFeed.Replay, Replay: new([], Interval.OneHour)) }, "settings.replay.symbols" },
        { Paper with { Settings = new(Feed: PaperFeed.Replay, Replay: new(["BTCUSDT.SIM"], Interval.OneHour)) }, null },
    };

    public static TheoryData<CredentialChange, string?> Credentials => new()
    {
        { Testnet, null },
        { Testnet with { Kind = CredentialKind.Paper }, "kind" },
        { Testnet with { Key = "" }, "key" },
        { Testnet with { Secret = Secret + "\n" }, "secret" },
        { Testnet with { Secret = new string('s', 513) }, "secret" },
        { Testnet with { Rest = "http://127.0.0.1:9500" }, "rest" },
        { Testnet with { OptIn = new("main", OptIn.Words) }, "optIn" },
        { Testnet with { Kind = CredentialKind.Loopback }, "rest" },
        { Testnet with { Kind = CredentialKind.Loopback, Rest = "http://127.0.0.1:9500" }, "stream" },
        { Testnet with { Kind = CredentialKind.Loopback, Rest = "nonsense", Stream = "ws://127.0.0.1:9500" }, "rest" },
        { Testnet with { Kind = CredentialKind.Loopback, Rest = "http://127.0.0.1:9500", Stream = "ws://127.0.0.1:9500" }, null },
        { Testnet with { Kind = CredentialKind.Live }, "optIn" },
        { Testnet with { Kind = CredentialKind.Live, OptIn = new("other", OptIn.Words) }, "optIn.accountId" },
        { Testnet with { Kind = CredentialKind.Live, OptIn = new("main", "i trade real money") }, "optIn.sentence" },
        { Testnet with { Kind = CredentialKind.Live, OptIn = new("main", OptIn.Words) }, null },
    };

    [Theory, MemberData(nameof(Accounts))]
    public void An_account_is_taken_or_the_field_is_named(NewAccount account, string? field) => Assert.Equal(field, AccountFieldCheck.FaultOf(account)?.Field);

    [Theory, MemberData(nameof(Credentials))]
    public void Credentials_are_taken_or_the_field_is_named_and_no_secret_is_repeated(CredentialChange change, string? field)
    {
        var fault = BrokerFieldCheck.FaultOf(change);

        Assert.Equal(field, fault?.Field);
        Assert.DoesNotContain(Secret, fault?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "amount")]
    [InlineData("-1", null)]
    [InlineData("1000000000000000", null)]
    [InlineData("-1000000000000001", "amount")]
    [InlineData("0.1234567890123456789", "amount")]
    public void Money_moves_by_an_amount_that_can_be(string amount, string? field) =>
        Assert.Equal(field, AccountFieldCheck.FaultOf(new CashMove("main", Currency.Usdt, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)))?.Field);

    [Theory]
    [InlineData(FactKind.Fee, "-1.5", null, null, null, null)]
    [InlineData(FactKind.Trade, "-1.5", null, null, null, "kind")]
    [InlineData(FactKind.Split, "-1.5", null, null, null, "kind")]
    [InlineData(FactKind.Funding, "0", null, null, null, "amount")]
    [InlineData(FactKind.Interest, "1000000000000001", null, null, null, "amount")]
    [InlineData(FactKind.Fee, "-1", "1", "EUR", null, "received")]
    [InlineData(FactKind.Conversion, "1", null, null, null, "received")]
    [InlineData(FactKind.Conversion, "1", "2", null, null, "received")]
    [InlineData(FactKind.Conversion, "1", "0", "EUR", null, "received")]
    [InlineData(FactKind.Conversion, "-1", "1", "EUR", null, "amount")]
    [InlineData(FactKind.Conversion, "1", "1", "USDT", null, "receivedCurrency")]
    [InlineData(FactKind.Conversion, "1", "1", "EUR", "COIN.SIM", "symbol")]
    [InlineData(FactKind.Conversion, "1", "1", "EUR", null, null)]
    public void What_an_account_pays_or_gets_has_the_fields_of_its_kind(FactKind kind, string amount, string? received, string? into, string? symbol, string? field) =>
        Assert.Equal(field, AccountFieldCheck.FaultOf(new CashFact("main", kind, Currency.Usdt, Number(amount), Symbol: symbol is null ? null : new Symbol("COIN", "SIM"), Received: received is null ? null : Number(received), ReceivedCurrency: into is null ? null : new(into)))?.Field);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_change_of_an_account_changes_something()
    {
        Assert.Equal("settings", AccountFieldCheck.FaultOf(new AccountChange("main"))?.Field);
        Assert.Null(AccountFieldCheck.FaultOf(new AccountChange("main", "Other")));
    }

    [Fact]
    public void Only_named_differences_are_accepted()
    {
        Assert.Equal("differenceIds", BrokerFieldCheck.FaultOf(new DifferenceAcceptance("main", []))?.Field);
        Assert.Equal("differenceIds", BrokerFieldCheck.FaultOf(new DifferenceAcceptance("main", [""]))?.Field);
        Assert.Null(BrokerFieldCheck.FaultOf(new DifferenceAcceptance("main", ["balance:USDT"], "Looked at it.")));
    }

    [Fact]
    public void What_must_be_there_is_not_to_be_left_out() =>
        Assert.Equal("name is empty; it has 1 to 64 characters.", AccountFieldCheck.FaultOf(Paper with { Name = " " })!.Message);
}
