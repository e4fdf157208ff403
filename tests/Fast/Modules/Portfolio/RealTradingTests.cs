using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>The books against the trading that is really there: an order on the simulated market, through every module.</summary>
public class RealTradingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Between("portfolio", "trading")]
    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task What_an_order_bought_is_in_the_books_and_both_agree(string topology)
    {
        await using var house = await House.Open(topology, settings: new Dictionary<string, string?> { ["Portfolio:CheckSeconds"] = "0.2" });
        using var portfolio = house.Doors("portfolio");
        using var trading = house.Doors("trading");

        await Post(portfolio, "/api/v1/accounts", """{"accountId":"books","name":"Books","mode":"paper","broker":"paper","currency":"USDT","cash":"10000"}""");
        await Until(async () => (await Get(trading, "/api/v1/brokers")).GetProperty("items").EnumerateArray().Any(broker => broker.GetProperty("brokerId").GetString() == "books" && broker.GetProperty("gateIsOpen").GetBoolean()));
        // There is no price before somebody wants one.
        await Until(() => Sent(trading, "/api/v1/orders", """{"accountId":"books","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.01","strategyId":"trend"}"""));
        await Until(async () => (await Get(portfolio, "/api/v1/accounts/books")) is var books && books.GetProperty("openPositions").GetInt32() == 1 && books.GetProperty("agreesWithTrading").ValueKind == JsonValueKind.True);

        // A large order may be filled in several trades. What is in memory is shown before its commit is on the disk; tables follow.
        await Until(async () => (await Get(portfolio, "/api/v1/positions?accountId=books")).GetProperty("items").EnumerateArray().Any(bought => bought.GetProperty("quantity").GetString() == "0.01"));

        var position = Assert.Single((await Get(portfolio, "/api/v1/positions?accountId=books")).GetProperty("items").EnumerateArray());
        var books = Assert.Single((await house.Get<IPortfolio>().ListBooks(new("books"), Ct)).Accounts);
        Assert.Equal(("books:BTCUSDT.SIM", "0.01"), (position.GetProperty("positionId").GetString(), position.GetProperty("quantity").GetString()));
        Assert.Equal(0.01m, Assert.Single(books.Parts.Single(part => part.Part == "trend").Positions).Quantity);
        Assert.True((await house.Get<IPortfolio>().VerifyLedger(new(), Ct)).IsSound);
    }

    [Between("portfolio", "trading")]
    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task What_is_entered_for_a_paper_account_is_in_trading_and_books_alike(string topology)
    {
        await using var house = await House.Open(topology, settings: new Dictionary<string, string?> { ["Portfolio:CheckSeconds"] = "0.2" });
        using var portfolio = house.Doors("portfolio");
        using var trading = house.Doors("trading");
        var bought = await Bought(house, portfolio, trading, "margin");

        foreach (var fact in (string[])
            [
                """{"kind":"fee","note":"a month","currency":"USDT","amount":"-1.5","part":"trend"}""",
                """{"kind":"interest","note":"a month","currency":"USDT","amount":"2"}""",
                """{"kind":"borrow","note":"a month","currency":"USDT","amount":"-3","symbol":"BTCUSDT.SIM"}""",
                """{"kind":"funding","note":"a month","currency":"USDT","amount":"-4","symbol":"BTCUSDT.SIM"}""",
                """{"kind":"dividend","note":"a month","currency":"USDT","amount":"5","symbol":"BTCUSDT.SIM"}""",
                """{"kind":"conversion","note":"a month","currency":"USDT","amount":"100","received":"99","receivedCurrency":"USD"}""",
            ])
            Assert.True(await Sent(portfolio, "/api/v1/accounts/books/corrections", fact), fact);
        var compared = (await Books(house)).CheckedAt;
        await Until(async () => await Books(house) is { AgreesWithTrading: not null } now && now.CheckedAt != compared);

        var (books, account) = (await Books(house), (await house.Get<ITrading>().ListAccounts(new("books"), Ct)).Accounts.Single());
        Assert.Equal((account.Cash, 99m), (books.Cash, books.Balances.Single(balance => balance.Currency == Currency.Usd).Amount));
        Assert.Equal((true, bought + 6, 10_000m, null), (books.AgreesWithTrading, books.BookSequence, books.Capital, books.NotInTrading));
        // Trend holds the coin: what is about it is trend's, as is its own fee.
        Assert.Equal(10_000m + 2m - 100m, books.Parts.Single(part => part.Part == SharedAccount.Unassigned).Balances.Single(balance => balance.Currency == Currency.Usdt).Amount);
        Assert.True((await house.Get<IPortfolio>().VerifyLedger(new(), Ct)).IsSound);
        Assert.True((await house.Get<IPortfolio>().Rebuild(new("books"), Ct)).Same);
    }

    /// <summary>The books asked trading and died before they heard of it: whoever asks again gets the answer, and it was done once.</summary>
    [Between("portfolio", "trading")]
    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task What_is_asked_again_under_its_key_is_booked_once(string topology)
    {
        const string Fee = """{"kind":"fee","note":"a month","currency":"USDT","amount":"-1.5","part":"trend"}""";
        const string Process = "portfolio,trading";
        await using var house = await House.Open(topology);
        using var portfolio = house.Doors("portfolio");
        using var trading = house.Doors("trading");
        var bought = await Bought(house, portfolio, trading, "cash");
        var before = (await Books(house)).Cash;

        await house.Get<ITrading>().BookCash(new("books", FactKind.Fee, Currency.Usdt, -1.5m, "a month", Part: "trend", IdempotencyKey: "once"), Ct);
        if (topology == "apart")
        {
            await house.Stop(Process);
            await house.StartAgain(Process);
        }

        using var again = house.Doors("portfolio");
        var answers = new List<string>();
        foreach (var fact in (string[])[Fee, Fee, Fee.Replace("1.5", "1.6", StringComparison.Ordinal)]) answers.Add(await Answer(again, HttpMethod.Post, "/api/v1/accounts/books/corrections", fact, "once"));

        Assert.Equal(["200 open", "200 open", "409 idempotency-key-reused"], answers);
        var books = await Get(again, "/api/v1/accounts/books");
        Assert.Equal((before - 1.5m, bought + 1), (decimal.Parse(books.GetProperty("cash").GetString()!, CultureInfo.InvariantCulture), books.GetProperty("bookSequence").GetInt64()));
        Assert.Equal(JsonValueKind.Null, books.GetProperty("notInTrading").ValueKind);
    }

    [Between("portfolio", "trading")]
    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task An_account_is_closed_when_it_holds_nothing_and_can_be_read_afterwards(string topology)
    {
        await using var house = await House.Open(topology);
        using var portfolio = house.Doors("portfolio");
        using var trading = house.Doors("trading");
        await Post(portfolio, "/api/v1/accounts", """{"accountId":"short-lived","name":"Short-lived","mode":"paper","broker":"paper","currency":"USDT","cash":"10000"}""");
        // So little that any quote fills it at once.
        await Until(() => Sent(trading, "/api/v1/orders", """{"accountId":"short-lived","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.0001"}"""));
        await Until(async () => (await Get(portfolio, "/api/v1/accounts/short-lived")).GetProperty("openPositions").GetInt32() == 1);

        var whileItHolds = await Close(portfolio, "short-lived");
        await Until(() => Sent(trading, "/api/v1/positions/short-lived:BTCUSDT.SIM/close", "{}"));
        await Until(async () => (await Get(portfolio, "/api/v1/accounts/short-lived")).GetProperty("openPositions").GetInt32() == 0);
        await Post(trading, "/api/v1/orders", """{"accountId":"short-lived","symbol":"BTCUSDT.SIM","side":"buy","type":"limit","limitPrice":"1000","quantity":"0.01"}""");
        var whileItWaits = await Close(portfolio, "short-lived");
        var order = (await Get(trading, "/api/v1/orders?accountId=short-lived&isOpen=true")).GetProperty("items")[0].GetProperty("orderId").GetString();
        await trading.DeleteAsync($"/api/v1/orders/{order}", Ct);
        var closed = await Close(portfolio, "short-lived");
        var again = await Close(portfolio, "short-lived");

        Assert.Equal(["409 account-in-use", "409 account-in-use", "200 closed", "200 closed", "404 unknown-account"], [whileItHolds, whileItWaits, closed, again, await Close(portfolio, "nobody")]);
        Assert.Equal(
            Enumerable.Repeat("409 account-closed", 6),
            [
                await Answer(trading, HttpMethod.Post, "/api/v1/orders", """{"accountId":"short-lived","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.001"}"""),
                await Answer(trading, HttpMethod.Post, "/api/v1/brokers/short-lived/connect", "{}"),
                await Answer(portfolio, HttpMethod.Post, "/api/v1/accounts/short-lived/cash", """{"currency":"USDT","amount":"1"}"""),
                await Answer(portfolio, HttpMethod.Patch, "/api/v1/accounts/short-lived", """{"name":"Again"}"""),
                await Answer(portfolio, HttpMethod.Post, "/api/v1/accounts/short-lived/transfers", """{"from":"unassigned","to":"trend","currency":"USDT","amount":"1"}"""),
                await Answer(portfolio, HttpMethod.Post, "/api/v1/accounts/short-lived/corrections", """{"kind":"interest","note":"late","currency":"USDT","amount":"1"}"""),
            ]);
        Assert.Equal(3, (await Get(trading, "/api/v1/orders?accountId=short-lived")).GetProperty("items").GetArrayLength());
        Assert.Equal(2, (await Get(trading, "/api/v1/executions?accountId=short-lived")).GetProperty("items").GetArrayLength());
        // The opening, the money, two trades.
        Assert.Equal(4, (await Get(portfolio, "/api/v1/accounts/short-lived/ledger")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await Get(portfolio, "/api/v1/portfolio/summary")).GetProperty("accounts").GetInt32());
        Assert.True((await house.Get<IPortfolio>().VerifyLedger(new(), Ct)).IsSound);
    }

    private static Task<string> Close(HttpClient doors, string account) => Answer(doors, HttpMethod.Delete, $"/api/v1/accounts/{account}");

    /// <summary>An account of 10,000 USDT whose strategy holds a coin's hundredth, all of it in the books: how far they are.</summary>
    private static async Task<long> Bought(House house, HttpClient portfolio, HttpClient trading, string kind)
    {
        await Post(portfolio, "/api/v1/accounts", $$"""{"accountId":"books","name":"Books","mode":"paper","broker":"paper","currency":"USDT","cash":"10000","kind":"{{kind}}"}""");
        await Until(() => Sent(trading, "/api/v1/orders", """{"accountId":"books","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.01","strategyId":"trend"}"""));
        await Until(async () => (await Get(portfolio, "/api/v1/positions?accountId=books")).GetProperty("items").EnumerateArray().Any(held => held.GetProperty("quantity").GetString() == "0.01"));
        return (await Books(house)).BookSequence;
    }

    private static async Task<AccountBooks> Books(House house) => (await house.Get<IPortfolio>().ListBooks(new("books"), Ct)).Accounts.Single();

    private static async Task<string> Answer(HttpClient doors, HttpMethod method, string path, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var reply = await doors.SendAsync(request, Ct);
        var said = JsonSerializer.Deserialize<JsonElement>(await reply.Content.ReadAsStringAsync(Ct));
        return $"{(int)reply.StatusCode} {said.GetProperty(said.TryGetProperty("code", out _) ? "code" : "status").GetString()}";
    }

    private static async Task Post(HttpClient doors, string path, string body) => Assert.True(await Sent(doors, path, body), $"{path} refused {body}.");

    private static async Task<bool> Sent(HttpClient doors, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await doors.PostAsync(path, content, Ct);
        return answer.IsSuccessStatusCode;
    }

    private static Task<JsonElement> Get(HttpClient doors, string path) => doors.GetFromJsonAsync<JsonElement>(path, Ct);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var since = System.Diagnostics.Stopwatch.StartNew(); !await isSo(); await Task.Delay(20, Ct)) Assert.True(since.Elapsed < Patience, "It did not come.");
    }
}
