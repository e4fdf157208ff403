using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>What the doors of the module look at before anything is booked or made, and how they say no.</summary>
public class PortfolioFieldTests
{
    private const string Transfers = "/api/v1/accounts/paper/transfers";
    private const string Corrections = "/api/v1/accounts/paper/corrections";
    private const string Portfolios = "/api/v1/portfolios";

    private static readonly HttpMethod Post = HttpMethod.Post;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"from":"ghost","to":"unassigned","currency":"USD","amount":"1"}""", "from")]
    [InlineData("""{"from":"unassigned","to":"s\n1","currency":"USD","amount":"1"}""", "to")]
    [InlineData("""{"from":"unassigned","to":"s\u200b","currency":"USD","amount":"1"}""", "to")]
    [InlineData("""{"from":"unassigned","to":"trend","currency":"EUR","amount":"1"}""", "currency")]
    public async Task Money_goes_from_a_part_that_there_is_to_one_with_a_name(string body, string field)
    {
        await using var house = await PortfolioHouse.Lived();

        Assert.Equal([field], Fields(await house.Send(Post, Transfers, body, 400)));
    }

    [Theory]
    [InlineData("unassigned", "10000.01"), InlineData("trend", "1")]
    public async Task A_part_gives_no_more_than_it_has(string from, string amount)
    {
        await using var house = await PortfolioHouse.Lived();

        var problem = await house.Send(Post, Transfers, $$"""{"from":"{{from}}","to":"new","currency":"USD","amount":"{{amount}}"}""", 422);
        // What trend owes after its fills is what money is moved to it for.
        await house.Send(Post, Transfers, """{"from":"unassigned","to":"trend","currency":"USD","amount":"10000"}""", 200);

        Assert.Equal("insufficient-cash", Text(problem, "code"));
        Assert.Equal(["pairs", "trend", "unassigned"], (await house.Until(_ => true)).Parts.Select(part => part.Part));
    }

    [Theory]
    [InlineData("""{"kind":"split","note":"x","symbol":"AAPL.TEST","price":"1"}""", "factor")]
    [InlineData("""{"kind":"fee","note":"x","currency":"USD"}""", "amount")]
    [InlineData("""{"kind":"conversion","note":"x","amount":"1","currency":"USD","received":"1"}""", "receivedCurrency")]
    [InlineData("""{"kind":"fee","note":"x","amount":"1","currency":"USD","factor":"2"}""", "factor")]
    [InlineData("""{"kind":"dividend","note":"x","amount":"1","currency":"USD","received":"2"}""", "received")]
    [InlineData("""{"kind":"split","note":"x","symbol":"AAPL.TEST","price":"1","factor":"0.5","part":"trend"}""", "part")]
    [InlineData("""{"kind":"interest","note":"x","amount":"1","currency":"USD","part":"trent"}""", "part")]
    [InlineData("""{"kind":"interest","note":"a\nb","amount":"1","currency":"USD"}""", "note")]
    [InlineData("""{"kind":"conversion","note":"x","amount":"1","currency":"USD","received":"1","receivedCurrency":"EUR"}""", "receivedCurrency")]
    [InlineData("""{"kind":"interest","note":"x","amount":"1","currency":"EUR"}""", "currency")]
    public async Task A_correction_has_the_fields_of_its_kind_and_no_others(string body, string field)
    {
        await using var house = await PortfolioHouse.Lived();

        Assert.Equal([field], Fields(await house.Send(Post, Corrections, body, 400)));
    }

    [Fact]
    public async Task A_correction_of_no_kind_is_told_which_there_are()
    {
        await using var house = await PortfolioHouse.Lived();

        var problem = await house.Send(Post, Corrections, """{"kind":"bogus","note":"x"}""", 400);

        Assert.Contains("conversion, dividend, interest, borrow, funding, fee, split", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("opening", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", 400), InlineData("summary", 400), InlineData("paper", 409)]
    public async Task A_portfolio_is_not_called_as_what_it_would_hide(string id, int status)
    {
        await using var house = await PortfolioHouse.Lived();

        var problem = await house.Send(Post, Portfolios, $$"""{"name":"x","portfolioId":"{{id}}","accounts":[{"accountId":"paper"}]}""", status);

        Assert.Equal(status == 400 ? "invalid" : "account-exists", Text(problem, "code"));
    }

    [Fact]
    public async Task An_account_is_not_called_as_a_portfolio()
    {
        await using var house = await Grouped();

        var problem = await house.Send(Post, "/api/v1/accounts", """{"accountId":"mine","name":"Mine","mode":"paper","broker":"paper","currency":"USD","cash":"1"}""", 409);

        Assert.Equal("portfolio-exists", Text(problem, "code"));
    }

    [Theory]
    [InlineData("/api/v1/portfolios", """{"name":"A\u0000","accounts":[{"accountId":"paper"}]}""", "name")]
    [InlineData("/api/v1/portfolios", """{"name":"A\u001b[2J","accounts":[{"accountId":"paper"}]}""", "name")]
    [InlineData("/api/v1/portfolios", """{"name":"A\nB","accounts":[{"accountId":"paper"}]}""", "name")]
    [InlineData("/api/v1/portfolios", """{"name":"A","strategy":"\u0000","accounts":[{"accountId":"paper"}]}""", "strategy")]
    [InlineData("/api/v1/portfolios", """{"name":"A","accounts":[{"accountId":"paper\u0000"}]}""", "accountId")]
    [InlineData("/api/v1/accounts/paper/cash", """{"currency":"USD","amount":"1","note":"\u0000"}""", "note")]
    [InlineData("/api/v1/positions?accountId=a%00", null, "accountId")]
    [InlineData("/api/v1/positions?cursor=1:a%00:b:1", null, "cursor")]
    [InlineData("/api/v1/portfolios/mine/tax-lots?cursor=1:a%00:1:1", null, "cursor")]
    [InlineData("/api/v1/accounts/a%01/ledger", null, "id")]
    public async Task Control_characters_come_in_nowhere(string path, string? body, string field)
    {
        await using var house = await PortfolioHouse.Lived();

        var problem = body is null ? await house.Get(path, 400) : await house.Send(Post, path, body, 400);

        Assert.Equal([field], Fields(problem).Select(name => name.TrimStart('$', '.')));
    }

    [Fact]
    public async Task A_portfolio_that_a_limit_is_about_stays()
    {
        await using var house = await Grouped();

        house.Limits.Items = [new("together", LimitScope.Portfolio, "mine", LimitRule.MaxPosition, 1m, LimitUnit.Quantity)];
        var problem = await house.Send(HttpMethod.Delete, $"{Portfolios}/mine", "", 409);
        house.Limits.Items = [house.Limits.Items[0] with { Enabled = false }, house.Limits.Items[0] with { ScopeId = "other" }];
        await house.Send(HttpMethod.Delete, $"{Portfolios}/mine", "", 204);

        Assert.Equal("portfolio-in-use", Text(problem, "code"));
        Assert.Contains("together", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_has_changed_meanwhile_is_not_deleted()
    {
        await using var house = await Grouped();
        await house.Send(HttpMethod.Patch, $"{Portfolios}/mine", """{"name":"Other"}""", 200);

        var problem = await house.Send(HttpMethod.Delete, $"{Portfolios}/mine", "", 412, "If-Match", "\"1\"");
        await house.Send(HttpMethod.Delete, $"{Portfolios}/mine", "", 204, "If-Match", "\"2\"");

        Assert.Equal("version-conflict", Text(problem, "code"));
    }

    [Fact]
    public async Task A_portfolio_is_made_once_a_key()
    {
        await using var house = await PortfolioHouse.Lived();
        const string Body = """{"name":"Mine","accounts":[{"accountId":"paper"}]}""";

        var first = await house.Send(Post, Portfolios, Body, 201, "Idempotency-Key", "once");
        var again = await house.Send(Post, Portfolios, Body, 201, "Idempotency-Key", "once");
        var reused = await house.Send(Post, Portfolios, Body.Replace("Mine", "Other", StringComparison.Ordinal), 409, "Idempotency-Key", "once");

        Assert.Equal(Text(first, "portfolioId"), Text(again, "portfolioId"));
        Assert.Equal("idempotency-key-reused", Text(reused, "code"));
        Assert.Single((await house.Get(Portfolios)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_part_that_has_not_traded_is_shown_as_not_known_yet()
    {
        await using var house = await PortfolioHouse.Lived();

        var made = await house.Send(Post, Portfolios, """{"name":"x","portfolioId":"x","accounts":[{"accountId":"paper","part":"ghost"}]}""", 201);
        await house.Send(Post, Transfers, """{"from":"unassigned","to":"ghost","currency":"USD","amount":"5"}""", 200);
        var known = await house.Get($"{Portfolios}/x");

        Assert.Equal((false, "ghost"), (made.GetProperty("isComplete").GetBoolean(), Text(Assert.Single(made.GetProperty("unknown").EnumerateArray()), "part")));
        Assert.Equal((true, 0), (known.GetProperty("isComplete").GetBoolean(), known.GetProperty("unknown").GetArrayLength()));
    }

    [Fact]
    public async Task What_the_whole_account_closed_and_holds_is_not_its_parts()
    {
        await using var house = await PortfolioHouse.Lived();
        await house.Send(Post, Portfolios, """{"name":"Part","portfolioId":"part","accounts":[{"accountId":"paper","part":"trend"}]}""", 201);
        var ofPart = await house.Get("/api/v1/positions/paper:AAPL.TEST");
        await house.Send(Post, Portfolios, """{"name":"Whole","portfolioId":"whole","accounts":[{"accountId":"paper"}]}""", 201);

        Assert.Empty((await house.Get($"{Portfolios}/part/tax-lots")).GetProperty("items").EnumerateArray());
        Assert.Single((await house.Get($"{Portfolios}/whole/tax-lots")).GetProperty("items").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, ofPart.GetProperty("portfolioId").ValueKind);
        Assert.Equal("whole", Text(await house.Get("/api/v1/positions/paper:AAPL.TEST"), "portfolioId"));
    }

    [Fact]
    public async Task A_rebalance_takes_a_key_that_fits_its_orders_and_says_when_none_went_out()
    {
        await using var house = await PortfolioHouse.Open();
        await house.Desk.OpenAccount(new(PortfolioHouse.Paper, "Paper", AccountMode.Paper, "paper", Currency.Usd, 10_000m), Ct);
        await house.Until(books => books.Cash == 10_000m);
        await house.Send(Post, Portfolios, """{"name":"Mine","portfolioId":"mine","accounts":[{"accountId":"paper"}]}""", 201);
        const string Order = """{"targets":[{"symbol":"AAPL.US","weight":"0.255"}],"mode":"execute"}""";

        var tooLong = await house.Send(Post, $"{Portfolios}/mine/rebalance", Order, 400, "Idempotency-Key", new string('k', 121));
        var refused = await house.Send(Post, $"{Portfolios}/mine/rebalance", Order, 200, "Idempotency-Key", new string('k', 120));

        Assert.Equal(["Idempotency-Key"], Fields(tooLong));
        Assert.False(refused.GetProperty("executed").GetBoolean());
    }

    [Theory]
    [InlineData("1m", 4), InlineData("2m", 3), InlineData("1h", 1)]
    public async Task Equity_is_paged(string interval, int points)
    {
        await using var house = await PortfolioHouse.Lived();
        await house.Desk.Fill(PortfolioHouse.Paper, Fast.Core.Accounts.Desk.Apple, -1m, 130m, "trend", minute: 5);
        await house.Until(books => books.BookSequence == 4);
        var all = await house.Get($"/api/v1/accounts/paper/equity?interval={interval}&to=2024-03-02");

        var (paged, cursor) = (new List<string>(), "");
        do
        {
            var page = await house.Get($"/api/v1/accounts/paper/equity?interval={interval}&to=2024-03-02&limit=1{cursor}");
            paged.Add(Assert.Single(page.GetProperty("items").EnumerateArray()).GetRawText());
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(points, paged.Count);
        Assert.Equal(all.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()), paged);
    }

    private static async Task<PortfolioHouse> Grouped()
    {
        var house = await PortfolioHouse.Lived();
        await house.Send(Post, Portfolios, """{"name":"Mine","portfolioId":"mine","accounts":[{"accountId":"paper"}]}""", 201);
        return house;
    }

    private static string[] Fields(JsonElement problem) => [.. problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();
}
