using System.Text.Json;
using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Telling;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Real money is reached by an account that was opened for it, with live credentials, and a person's exact words for exactly this account; by nothing else.</summary>
public class ModeTests
{
    private const string Key = "the-name-of-the-Key-0123";
    private const string Secret = "a-very-secret-Secret-0123456789";

    private static readonly string?[] Words = [null, "", "live", "LIVE", "Live", "true", "1", "real", "prod", "https://api.binance.com", "wss://ws-api.binance.com:443", "http://127.0.0.1:9", "ws://127.0.0.1:9", OptIn.Words, "i trade real money", "I trade real money ", "a", "b", "paper"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Stored_credentials_are_live_only_where_everything_says_so()
    {
        var word = Gen.Elements(Words);
        var rows = (from mode in Gen.Choose(-1, 3)
                    from kind in Gen.Choose(-1, 5)
                    from account in Gen.Elements("a", "b")
                    from person in word
                    from dated in Gen.Elements(true, false)
                    from rest in word
                    from stream in word
                    select (Mode: (AccountMode)mode, Kind: (CredentialKind)kind, Account: account, By: person, IsDated: dated, Address: rest, Line: stream)).ToArbitrary();

        Prop.ForAll(rows, each =>
        {
            var row = new CredentialRow(each.Account, each.Kind, "…", "", each.Address, each.Line, each.By, each.IsDated ? Instant64.FromUtc(2026, 1, 1, 0, 0) : null, "somebody", Instant64.FromUtc(2026, 1, 1, 0, 0));
            BrokerCredentials? typed;
            try
            {
                typed = CredentialVault.Typed(Account("a", each.Mode), row, new(Key, Secret));
            }
            catch (Exception fault) when (fault is ArgumentException or UriFormatException)
            {
                return !fault.ToString().Contains(Secret, StringComparison.Ordinal);
            }

            var isMeant = each is { Mode: AccountMode.Live, Kind: CredentialKind.Live, Account: "a", IsDated: true } && !string.IsNullOrWhiteSpace(each.By);
            return typed is LiveCredentials == isMeant && typed switch
            {
                TestnetCredentials testnet => each is { Mode: AccountMode.Paper, Kind: CredentialKind.Testnet } && new BinanceBroker(testnet).ToString() == "Binance Spot at testnet.binance.vision:443",
                LoopbackCredentials loopback => each is { Mode: AccountMode.Paper, Kind: CredentialKind.Loopback } && new BinanceBroker(loopback).ToString() == "Binance Spot at 127.0.0.1:9",
                _ => true,
            };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public async Task No_request_and_no_setting_whatever_opens_a_live_line_but_the_one_that_is_meant()
    {
        await using var tables = await TradingTables.Open();
        var keys = new[] { "Mode", "Live", "Trading:Mode", "Trading:Live", "Brokers:Binance:Mode", "Brokers:Binance:Live", "Brokers:Binance:Rest", "Brokers:Binance:Url", "Brokers:Binance:Endpoint", "Binance:BaseUrl", "Accounts:paper:Mode" };
        await tables.OpenAccount("paper");
        await using var room = await ModuleRoom.Open(tables, venue: null, keys.ToDictionary(key => key, _ => (string?)"live"));
        foreach (var (id, mode) in ((string, AccountMode)[])[("a", AccountMode.Paper), ("b", AccountMode.Live)])
            Assert.Null((await room.Desks.Open(new(id, id, mode, "binance", Currency.Usdt), Ct)).Refusal);
        var word = Gen.Elements(Words);
        var changes = (from account in Gen.Elements("a", "b", "paper", "c")
                       from kind in Gen.Elements(Enum.GetValues<CredentialKind>())
                       from rest in word
                       from stream in word
                       from hasOptIn in Gen.Elements(true, false)
                       from named in Gen.Elements("a", "b", "B", "paper", "")
                       from sentence in Gen.Elements(OptIn.Words, "i trade real money", "I trade real money.", "yes", "", "live")
                       select new CredentialChange(account, kind, Key, Secret, rest, stream, hasOptIn ? new(named, sentence) : null)).ToArbitrary();
        var replies = new List<string>();
        string[] accounts = ["a", "b", "paper"];

        Prop.ForAll(changes, change =>
        {
            var reply = room.Brokers.SetCredentials(change, Ct).GetAwaiter().GetResult();
            replies.Add(JsonSerializer.Serialize(reply, Wire.Contract));
            var isMeant = change is { AccountId: "b", Kind: CredentialKind.Live, Rest: null, Stream: null, OptIn: { AccountId: "b", Sentence: OptIn.Words } };
            var opened = accounts.Select(id => room.Vault.Open(Account(id, id == "b" ? AccountMode.Live : AccountMode.Paper), Ct).GetAwaiter().GetResult()).ToArray();
            var isLive = opened[1] is LiveCredentials;
            if (isLive) room.Vault.Remove("b", Ct).GetAwaiter().GetResult();
            return isLive == isMeant && (!isMeant || reply.Refusal is null) && opened[0] is not LiveCredentials && opened[2] is not LiveCredentials;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

        var told = await tables.Database.ReadTold(0, int.MaxValue, Ct);
        var stored = await tables.Database.Read(reading => reading.Query<string>("select secret from credentials"), Ct);
        Assert.DoesNotContain(Secret, string.Concat([.. replies, .. room.Logs.Lines, .. told.Select(one => one.Payload), .. stored]), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, string.Concat([.. replies, .. room.Logs.Lines, .. told.Select(one => one.Payload), .. stored]), StringComparison.Ordinal);
    }

    /// <summary>What somebody may have written into the table by hand.</summary>
    [Theory]
    [InlineData("Live"), InlineData("LIVE"), InlineData(" live"), InlineData("3"), InlineData("real"), InlineData("")]
    public async Task A_stored_word_that_is_none_opens_nothing(string kind)
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("b");
        await tables.Database.Write(writing => writing.Execute(
            "insert into credentials (account_id, kind, key_hint, secret, opt_in_by, opt_in_at, set_by, set_at) values ('b', @kind, '', '', 'somebody', 1, 'somebody', 1)", new { kind }), Ct);
        await tables.OpenAccount("paper");
        await using var room = await ModuleRoom.Open(tables, venue: null);

        await Assert.ThrowsAnyAsync<Exception>(() => room.Vault.Open(Account("b", AccountMode.Live), Ct));
    }

    [Theory]
    [InlineData("paper", AccountMode.Live), InlineData("Paper", AccountMode.Paper), InlineData("binance-live", AccountMode.Live), InlineData("", AccountMode.Paper), InlineData("binance", (AccountMode)2)]
    public async Task An_account_that_makes_no_sense_is_not_opened(string broker, AccountMode mode)
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("paper");
        await using var room = await ModuleRoom.Open(tables, venue: null);

        var reply = await room.Desks.Open(new("x", "X", mode, broker, Currency.Usdt), Ct);

        Assert.Equal("invalid", reply.Refusal?.Code);
        Assert.DoesNotContain("x", await tables.Store.Accounts(Ct));
    }

    private static AccountRow Account(string id, AccountMode mode) =>
        new(id, id, mode, "binance", Currency.Usdt, AccountKind.Cash, 1m, "{}", 1, Instant64.FromUtc(2026, 1, 1, 0, 0), null, false, TradingMode.Normal, null, null, 1, 0, 0, null, null, 0);
}
