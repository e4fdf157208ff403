using System.Text.Json;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>The public doors of the module, over HTTP.</summary>
public class PortfolioDoorTests
{
    private static readonly HttpMethod Post = HttpMethod.Post;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Topologies => House.Topologies;

    [Theory, MemberData(nameof(Topologies))]
    public async Task An_account_shows_its_books_its_parts_and_that_trading_agrees(string topology)
    {
        await using var house = await PortfolioHouse.Lived(topology);
        await house.Until(books => books.AgreesWithTrading == true);

        var account = await house.Get("/api/v1/account");

        Assert.Equal(["9478", "10198", "198", "10000", "2"], [Text(account, "cash"), Text(account, "equity"), Text(account, "dayPnl"), Text(account, "capital"), Text(account, "feesPaid")]);
        Assert.True(account.GetProperty("agreesWithTrading").GetBoolean());
        Assert.Equal(["pairs", "trend", "unassigned"], [.. account.GetProperty("parts").EnumerateArray().Select(part => Text(part, "part")).Order(StringComparer.Ordinal)]);
        Assert.Equal(9_478m, account.GetProperty("parts").EnumerateArray().Sum(part => decimal.Parse(Text(part.GetProperty("balances")[0], "amount"), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Positions_have_the_shape_that_clients_rely_on()
    {
        await using var house = await PortfolioHouse.Lived();

        var open = (await house.Get("/api/v1/positions")).GetProperty("items");
        var one = await house.Get("/api/v1/positions/paper:AAPL.TEST");

        Assert.Equal(Text(one, "positionId"), Text(Assert.Single(open.EnumerateArray()), "positionId"));
        Assert.Equal(["long", "6", "100", "120", "720", "120", "80", "USD"], [Text(one, "side"), Text(one, "quantity"), Text(one, "averagePrice"), Text(one, "currentPrice"), Text(one, "marketValue"), Text(one, "unrealizedPnl"), Text(one, "realizedPnl"), Text(one, "currency")]);
        Assert.Equal("2024-03-01T12:01:00Z", Text(one, "openedAt"));
    }

    [Fact]
    public async Task A_position_that_turned_has_two_lives()
    {
        await using var house = await PortfolioHouse.Lived();
        await house.Desk.Fill(PortfolioHouse.Paper, Fast.Core.Accounts.Desk.Apple, -8m, 130m, "trend", minute: 3);
        await house.Until(books => books.BookSequence == 4);

        var all = (await house.Get("/api/v1/positions?status=all")).GetProperty("items").EnumerateArray().ToArray();
        var first = await house.Get("/api/v1/positions/paper:AAPL.TEST:1");

        Assert.Equal([("short", "2"), ("long", "0")], [.. all.Select(life => (Text(life, "side"), Text(life, "quantity")))]);
        Assert.Equal("260", Text(first, "realizedPnl"));
        Assert.Equal("2024-03-01T12:03:00Z", Text(first, "closedAt"));
    }

    [Fact]
    public async Task The_ledger_is_paged_and_each_row_sums_to_zero()
    {
        await using var house = await PortfolioHouse.Lived();

        var first = await house.Get("/api/v1/accounts/paper/ledger?limit=3");
        var rest = await house.Get($"/api/v1/accounts/paper/ledger?limit=3&cursor={Text(first, "nextCursor")}");
        var rows = first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).ToArray();

        Assert.Equal(["opening", "cash", "trade", "trade"], [.. rows.Select(row => Text(row, "kind"))]);
        Assert.All(rows, row => Assert.Equal(0m, row.GetProperty("entries").EnumerateArray().Sum(entry => decimal.Parse(Text(entry, "amount"), System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("nextCursor").ValueKind);
        Assert.True((await house.Get("/api/v1/accounts/paper/ledger/verification")).GetProperty("isSound").GetBoolean());
    }

    [Fact]
    public async Task What_was_closed_is_a_tax_lot()
    {
        await using var house = await PortfolioHouse.Lived();
        await house.Send(Post, "/api/v1/portfolios", """{"name":"Mine","portfolioId":"mine","accounts":[{"accountId":"paper"}]}""", 201);

        var lot = Assert.Single((await house.Get("/api/v1/portfolios/mine/tax-lots?year=2024")).GetProperty("items").EnumerateArray());

        Assert.Equal(["4", "480", "400", "80"], [Text(lot, "quantity"), Text(lot, "proceeds"), Text(lot, "cost"), Text(lot, "gain")]);
        Assert.Empty((await house.Get("/api/v1/portfolios/mine/tax-lots?year=2023")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Equity_has_a_point_for_each_interval_with_the_age_of_its_prices()
    {
        await using var house = await PortfolioHouse.Lived();

        var minutes = (await house.Get("/api/v1/accounts/paper/equity?interval=1m&to=2024-03-02T00:00:00Z")).GetProperty("items").EnumerateArray().ToArray();
        var days = (await house.Get("/api/v1/accounts/paper/equity?to=2024-03-02T00:00:00Z")).GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal([("2024-03-01T12:00:00Z", "10000"), ("2024-03-01T12:01:00Z", "9999"), ("2024-03-01T12:02:00Z", "10198")], [.. minutes.Select(point => (Text(point, "time"), Text(point, "equity")))]);
        Assert.Equal(("2024-03-01T00:00:00Z", "10198", 0), (Text(days[0], "time"), Text(days[0], "equity"), days[0].GetProperty("priceAgeMs").GetInt32()));
    }

    [Fact]
    public async Task Money_moves_between_parts_once_a_key()
    {
        await using var house = await PortfolioHouse.Lived();
        const string Body = """{"from":"unassigned","to":"trend","currency":"USD","amount":"5000"}""";

        for (var time = 0; time < 2; time++) await house.Send(Post, "/api/v1/accounts/paper/transfers", Body, 200, "Idempotency-Key", "once");
        await house.Send(Post, "/api/v1/accounts/paper/transfers", Body.Replace("5000", "6000", StringComparison.Ordinal), 409, "Idempotency-Key", "once");
        await house.Send(Post, "/api/v1/accounts/paper/transfers", Body, 400, "Idempotency-Key", "");
        var books = await house.Until(_ => true);

        Assert.Equal((3_999m, 5_000m), (CashOf(books, "trend"), CashOf(books, SharedAccount.Unassigned)));
        Assert.Equal(9_478m, books.Cash);

        static decimal CashOf(AccountBooks books, string part) => books.Parts.Single(one => one.Part == part).Balances[0].Amount;
    }

    [Fact]
    public async Task A_correction_is_booked_by_trading_and_the_books_still_agree()
    {
        await using var house = await PortfolioHouse.Lived();

        await house.Send(Post, "/api/v1/accounts/paper/corrections", """{"kind":"dividend","note":"by letter","symbol":"AAPL.TEST","amount":"6","currency":"USD"}""", 200);
        var books = await house.Until(books => books.AgreesWithTrading is not null);

        Assert.Equal((9_484m, true, 4L, null), (books.Cash, books.AgreesWithTrading, books.BookSequence, books.NotInTrading));
        Assert.Equal(10m - 4m, books.Parts.Sum(part => part.Positions.Sum(position => position.Quantity)));
    }

    /// <summary>Its venue tells its balance, and trading goes on from that.</summary>
    [Theory, MemberData(nameof(Topologies))]
    public async Task A_correction_of_an_account_at_a_venue_stays_in_the_books_alone(string topology)
    {
        const string Body = """{"kind":"fee","note":"by letter","amount":"-6","currency":"USD"}""";
        await using var house = await PortfolioHouse.Open(topology);
        await house.Desk.OpenAccount(new(PortfolioHouse.Paper, "At a venue", AccountMode.Paper, "binance", Currency.Usd, 100m), Ct);
        await house.Until(books => books.Cash == 100m);

        for (var time = 0; time < 2; time++) await house.Send(Post, "/api/v1/accounts/paper/corrections", Body, 200, "Idempotency-Key", "once");
        await house.Send(Post, "/api/v1/accounts/paper/corrections", Body.Replace("-6", "-7", StringComparison.Ordinal), 409, "Idempotency-Key", "once");
        var books = await house.Until(books => books.AgreesWithTrading is not null);

        Assert.Equal((94m, true, 1L), (books.Cash, books.AgreesWithTrading, books.BookSequence));
        Assert.Equal([new(Currency.Usd, -6m)], books.NotInTrading);
    }

    [Fact]
    public async Task A_split_is_entered_only_where_trading_holds_what_it_leaves()
    {
        const string Body = """{"kind":"split","note":"by letter","symbol":"AAPL.TEST","factor":"0.5","price":"120"}""";
        await using var house = await PortfolioHouse.Lived();

        var refused = await house.Send(Post, "/api/v1/accounts/paper/corrections", Body, 422);
        house.Desk.Holds = 2m;
        for (var time = 0; time < 2; time++) await house.Send(Post, "/api/v1/accounts/paper/corrections", Body, 200, "Idempotency-Key", "once");
        var books = await house.Until(books => books.AgreesWithTrading == true && books.Parts.Sum(part => part.Positions.Sum(position => position.Quantity)) == 12m);

        Assert.Equal("trading-disagrees", Text(refused, "code"));
        Assert.StartsWith("After this split the books would hold 12 of AAPL.TEST, and trading holds 6.", Text(refused, "detail"), StringComparison.Ordinal);
        Assert.Empty(books.Differences);
    }

    [Fact]
    public async Task A_split_that_is_entered_rounded_is_booked_as_the_ratio_that_it_is()
    {
        await using var house = await PortfolioHouse.Lived();
        house.Desk.Holds = 7m;

        await house.Send(Post, "/api/v1/accounts/paper/corrections", """{"kind":"split","note":"by letter","symbol":"AAPL.TEST","factor":"0.142857","price":"120"}""", 200);
        var books = await house.Until(books => books.Parts.Sum(part => part.Positions.Sum(position => position.Quantity)) == 42m);

        Assert.Equal([-28m, 70m], books.Parts.SelectMany(part => part.Positions).Select(position => position.Quantity).Order());
        Assert.Equal(9_478m, books.Cash);
    }

    /// <summary>The command asks the contract, and the door is the door.</summary>
    [Theory, MemberData(nameof(Topologies))]
    public async Task An_account_whose_books_hold_something_is_not_closed(string topology)
    {
        await using var house = await PortfolioHouse.Lived(topology);
        var whileBothHold = await house.Portfolio.CheckClosing(new(PortfolioHouse.Paper), Ct);
        house.Desk.Holds = 0m;

        var refused = await house.Send(HttpMethod.Delete, "/api/v1/accounts/paper", "", 409);
        var asked = await house.Portfolio.CheckClosing(new(PortfolioHouse.Paper), Ct);

        Assert.Equal(("account-in-use", "The books of paper hold something, and trading nothing: see to that first, as nothing is booked to a closed account."), (Text(refused, "code"), Text(refused, "detail")));
        Assert.Equal((Text(refused, "code"), Text(refused, "detail")), (asked.Refusal!.Code, asked.Refusal.Message));
        Assert.Null(whileBothHold.Refusal);
        Assert.Equal(AccountLife.Open, (await house.Until(_ => true)).Status);
    }

    [Fact]
    public async Task Splits_beyond_reason_are_refused_and_accounts_are_shown()
    {
        await using var house = await PortfolioHouse.Lived();
        house.Desk.Holds = 1_000_000m;

        await house.Send(Post, "/api/v1/accounts/paper/corrections", """{"kind":"split","note":"x","symbol":"AAPL.TEST","factor":"0.000001","price":"120"}""", 400);
        for (var held = 1_000m; held < 1_000_000_000_000_000m; held *= 1_000m)
        {
            house.Desk.Holds = held;
            await house.Send(Post, "/api/v1/accounts/paper/corrections", """{"kind":"split","note":"x","symbol":"AAPL.TEST","factor":"0.001","price":"1"}""", held * 6m > 1_000_000_000_000_000m ? 422 : 200);
        }

        foreach (var path in new[] { "account", "accounts", "positions", "portfolio/summary", "accounts/paper/ledger/verification" }) await house.Get("/api/v1/" + path);
    }

    [Fact]
    public async Task A_trading_that_says_something_else_is_shown()
    {
        await using var house = await PortfolioHouse.Lived();

        house.Desk.Lie = 0.01m;
        var books = await house.Until(books => books.AgreesWithTrading == false);
        house.Desk.Lie = 0m;
        await house.Until(books => books.AgreesWithTrading == true);

        Assert.Equal([new("USD", 9_478m, 9_478.01m)], books.Differences);
    }

    [Fact]
    public async Task Accounts_are_opened_and_changed_through_trading()
    {
        await using var house = await PortfolioHouse.Open();
        const string Body = """{"accountId":"two","name":"Two","mode":"paper","broker":"paper","currency":"EUR","cash":"500"}""";

        var opened = await house.Send(Post, "/api/v1/accounts", Body, 201);
        await house.Send(Post, "/api/v1/accounts", Body, 409);
        var renamed = await house.Send(HttpMethod.Patch, "/api/v1/accounts/two", """{"name":"Second"}""", 200, "If-Match", "\"1\"");
        await house.Send(HttpMethod.Patch, "/api/v1/accounts/two", """{"name":"Third"}""", 412, "If-Match", "\"1\"");
        var cash = await house.Send(Post, "/api/v1/accounts/two/cash", """{"currency":"EUR","amount":"-100"}""", 200);

        Assert.Equal(("two", "Second", "400"), (Text(opened, "accountId"), Text(renamed, "name"), Text(cash, "cash")));
    }

    [Fact]
    public async Task Portfolios_are_made_changed_and_forgotten()
    {
        await using var house = await PortfolioHouse.Lived();

        var made = await house.Send(Post, "/api/v1/portfolios", """{"name":"Trend","portfolioId":"t","accounts":[{"accountId":"paper","part":"trend"}],"strategy":"trend"}""", 201);
        await house.Send(Post, "/api/v1/portfolios", """{"name":"Again","portfolioId":"t","accounts":[{"accountId":"paper"}]}""", 409);
        await house.Send(HttpMethod.Patch, "/api/v1/portfolios/t", """{"name":"Trends"}""", 200, "If-Match", "\"1\"");
        await house.Send(HttpMethod.Patch, "/api/v1/portfolios/t", """{"name":"Other"}""", 412, "If-Match", "\"1\"");
        // Risk counts it anew when it was made and when it was changed, and not where nothing was.
        Assert.Equal(["t", "t"], house.Limits.Recounted);
        var shown = await house.Get("/api/v1/portfolio/t");
        await house.Send(HttpMethod.Delete, "/api/v1/portfolios/t", "", 204);

        Assert.Equal("199", Text(made.GetProperty("equity")[0], "amount"));
        Assert.Equal("Trends", Text(shown, "name"));
        await house.Get("/api/v1/portfolios/t", 404);
    }

    [Fact]
    public async Task A_rebalance_says_what_to_trade_and_sends_it_when_asked()
    {
        await using var house = await PortfolioHouse.Open();
        await house.Desk.OpenAccount(new(PortfolioHouse.Paper, "Paper", AccountMode.Paper, "paper", Currency.Usd, 10_000m), Ct);
        await house.Until(books => books.Cash == 10_000m);
        await house.Send(Post, "/api/v1/portfolios", """{"name":"Mine","portfolioId":"mine","accounts":[{"accountId":"paper"}]}""", 201);

        var preview = await house.Send(Post, "/api/v1/portfolios/mine/rebalance", """{"targets":[{"symbol":"AAPL.US","weight":"0.255"},{"symbol":"MSFT.US","weight":"0.001"}]}""", 200);
        var executed = await house.Send(Post, "/api/v1/portfolios/mine/rebalance", """{"targets":[{"symbol":"AAPL.US","weight":"0.255"}],"mode":"execute"}""", 200);

        Assert.Equal([("buy", "25"), (null, null)], [.. preview.GetProperty("steps").EnumerateArray().Select(step => (step.GetProperty("side").GetString(), step.GetProperty("quantity").GetString()))]);
        Assert.Equal("It is there already, to a lot.", Text(preview.GetProperty("steps")[1], "reason"));
        Assert.Equal("Buy 25 AAPL.US of nobody for mine was not sent.", Text(executed.GetProperty("steps")[0].GetProperty("refusal"), "message"));
    }

    [Fact]
    public async Task The_summary_is_by_currency()
    {
        await using var house = await PortfolioHouse.Lived();
        await house.Desk.OpenAccount(new("euro", "Euro", AccountMode.Paper, "paper", Currency.Eur, 500m), Ct);
        while ((await house.Portfolio.ListBooks(new("euro"), Ct)).Accounts is not [{ Cash: 500m }]) await Task.Delay(5, Ct);

        var summary = await house.Get("/api/v1/portfolio/summary");

        Assert.Equal((2, 1), (summary.GetProperty("accounts").GetInt32(), summary.GetProperty("positions").GetInt32()));
        Assert.Equal([("EUR", "500"), ("USD", "10198")], [.. summary.GetProperty("totals").EnumerateArray().Select(total => (Text(total, "currency"), Text(total, "equity")))]);
    }

    [Theory]
    [InlineData("/api/v1/accounts/nobody", 404), InlineData("/api/v1/accounts/nobody/ledger", 404), InlineData("/api/v1/accounts/nobody/equity", 404)]
    [InlineData("/api/v1/accounts/nobody/ledger/verification", 404), InlineData("/api/v1/positions/x", 404), InlineData("/api/v1/positions/a:b:c:d", 404), InlineData("/api/v1/positions/paper:AAPL.TEST:99999999999999999999", 404)]
    [InlineData("/api/v1/accounts/paper/ledger?limit=0", 400), InlineData("/api/v1/accounts/paper/ledger?cursor=x", 400), InlineData("/api/v1/accounts/paper/ledger?limit=two", 400)]
    [InlineData("/api/v1/accounts/paper/equity?interval=1s", 400), InlineData("/api/v1/accounts/paper/equity?interval=fast", 400), InlineData("/api/v1/accounts/paper/equity?from=2024-01-02&to=2024-01-01", 400)]
    [InlineData("/api/v1/accounts/paper/equity?from=0001-01-01&to=9999-12-31", 200), InlineData("/api/v1/accounts/paper/equity?limit=1001", 400), InlineData("/api/v1/accounts/paper/equity?cursor=x", 400), InlineData("/api/v1/accounts/paper/equity?cursor=9223372036854775807", 400)]
    [InlineData("/api/v1/positions?status=maybe", 400), InlineData("/api/v1/positions?symbol=aapl", 400), InlineData("/api/v1/positions?cursor=1:2:3", 400), InlineData("/api/v1/positions?limit=1001", 400)]
    [InlineData("/api/v1/portfolio/none", 404), InlineData("/api/v1/portfolios/none/tax-lots", 404), InlineData("/api/v1/portfolios/none/tax-lots?year=99999", 400)]
    public async Task Bad_questions_are_answered_with_a_problem(string path, int status)
    {
        await using var house = await PortfolioHouse.Lived();

        await house.Get(path, status);
    }

    [Theory]
    [InlineData("/api/v1/accounts/paper/transfers", """{"from":"unassigned","to":"unassigned","currency":"USD","amount":"1"}""", 400)]
    [InlineData("/api/v1/accounts/paper/transfers", """{"from":"unassigned","to":"a","currency":"USD","amount":"-1"}""", 400)]
    [InlineData("/api/v1/accounts/paper/transfers", """{"from":"unassigned","to":"a","currency":"usd","amount":"1"}""", 400)]
    [InlineData("/api/v1/accounts/paper/transfers", """{"from":"unassigned","to":"a","currency":"USD","amount":"79228162514264337593543950335"}""", 400)]
    [InlineData("/api/v1/accounts/nobody/transfers", """{"from":"unassigned","to":"a","currency":"USD","amount":"1"}""", 404)]
    [InlineData("/api/v1/accounts/paper/corrections", """{"kind":"trade","note":"x"}""", 400)]
    [InlineData("/api/v1/accounts/paper/corrections", """{"kind":"dividend","note":""}""", 400)]
    [InlineData("/api/v1/accounts/paper/corrections", """{"kind":"dividend","note":"x","symbol":"MSFT.US","amount":"1","currency":"USD"}""", 422)]
    [InlineData("/api/v1/accounts/paper/corrections", """{"kind":"split","note":"x","symbol":"AAPL.TEST","factor":"0","price":"1"}""", 400)]
    [InlineData("/api/v1/accounts/paper/corrections", """{"kind":"conversion","note":"x","amount":"1","currency":"USD"}""", 400)]
    [InlineData("/api/v1/accounts/nobody/cash", """{"currency":"USD","amount":"1"}""", 404)]
    [InlineData("/api/v1/accounts/paper/cash", """{"currency":"USD","amount":"1","unknown":1}""", 400)]
    [InlineData("/api/v1/portfolios", """{"name":"","accounts":[{"accountId":"paper"}]}""", 400)]
    [InlineData("/api/v1/portfolios", """{"name":"x","accounts":[]}""", 400)]
    [InlineData("/api/v1/portfolios", """{"name":"x","accounts":[{"accountId":"paper"},{"accountId":"paper"}]}""", 400)]
    [InlineData("/api/v1/portfolios", """{"name":"x","accounts":[{"accountId":"nobody"}]}""", 404)]
    [InlineData("/api/v1/portfolios", """{"name":"x","accounts":[{"accountId":"paper"}],"portfolioId":"../x"}""", 400)]
    [InlineData("/api/v1/portfolios/none/rebalance", """{"targets":[{"symbol":"AAPL.US","weight":"1"}]}""", 404)]
    [InlineData("/api/v1/accounts/paper/transfers", "not json", 400)]
    public async Task Bad_wishes_are_refused_and_nothing_is_kept(string path, string body, int status)
    {
        await using var house = await PortfolioHouse.Lived();
        var before = (await house.Until(_ => true)).LedgerHead;

        await house.Send(Post, path, body, status);

        Assert.Equal(before, (await house.Until(_ => true)).LedgerHead);
        Assert.Empty((await house.Get("/api/v1/portfolios")).GetProperty("items").EnumerateArray());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();
}
