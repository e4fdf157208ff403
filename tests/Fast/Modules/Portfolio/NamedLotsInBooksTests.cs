using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Lots from the public doors to the tax report: an account with specific lots, orders that name some, books that close those.</summary>
public class NamedLotsInBooksTests
{
    private const string Position = "/api/v1/positions/taxed:BTCUSDT.SIM";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Between("portfolio", "trading")]
    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task What_an_order_names_is_what_the_books_close(string topology)
    {
        await using var house = await House.Open(topology);
        using var portfolio = house.Doors("portfolio");
        using var trading = house.Doors("trading");
        await Post(portfolio, "/api/v1/accounts", """{"accountId":"taxed","name":"Taxed","mode":"paper","broker":"paper","currency":"USDT","lots":"specific"}""");
        await Until(async () => (await Get(trading, "/api/v1/brokers")).GetProperty("items").EnumerateArray().Any(broker => broker.GetProperty("brokerId").GetString() == "taxed" && broker.GetProperty("gateIsOpen").GetBoolean()));
        // So little that any quote fills it: each is one lot.
        foreach (var quantity in (string[])["0.0001", "0.0002", "0.0003"]) await Buy(trading, quantity);
        await Until(async () => await Lots(portfolio) == "1 x 0.0001, 2 x 0.0002, 3 x 0.0003");

        var sold = await Post(trading, "/api/v1/orders", """{"accountId":"taxed","symbol":"BTCUSDT.SIM","side":"sell","type":"market","quantity":"0.0002","lots":[2]}""");
        await Until(async () => await Lots(portfolio) == "1 x 0.0001, 3 x 0.0003");
        await Post(trading, $"{Position}/close", """{"quantity":"0.0001","lots":[3]}""");
        await Until(async () => await Lots(portfolio) == "1 x 0.0001, 3 x 0.0002");

        await Post(portfolio, "/api/v1/portfolios", """{"portfolioId":"tax","name":"Tax","accounts":[{"accountId":"taxed"}]}""");
        var report = (await Get(portfolio, "/api/v1/portfolios/tax/tax-lots")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("lot").GetInt64()).ToArray();
        // A page at a time, as every list.
        var page = await Get(portfolio, $"{Position}/lots?limit=1");
        var rest = await Get(portfolio, $"{Position}/lots?limit=1&cursor={page.GetProperty("nextCursor").GetString()}");
        var account = Assert.Single((await house.Get<ITrading>().ListAccounts(new("taxed"), Ct)).Accounts);
        var booked = await Get(portfolio, Position);

        Assert.Equal("[2]", sold.GetProperty("lots").GetRawText());
        Assert.Equal([2L, 3L], report.Distinct().Order());
        Assert.Equal(("specific", 1L, 3L, JsonValueKind.Null), (page.GetProperty("method").GetString(), page.GetProperty("items")[0].GetProperty("lot").GetInt64(), rest.GetProperty("items")[0].GetProperty("lot").GetInt64(), rest.GetProperty("nextCursor").ValueKind));
        // Trading and the books count one cost.
        Assert.Equal(decimal.Parse(booked.GetProperty("averagePrice").GetString()!, System.Globalization.CultureInfo.InvariantCulture), Assert.Single(account.Positions).AveragePrice);
        Assert.True((await house.Get<IPortfolio>().VerifyLedger(new(), Ct)).IsSound);
        Assert.True((await house.Get<IPortfolio>().Rebuild(new(), Ct)).Same);
    }

    private static async Task Buy(HttpClient trading, string quantity)
    {
        var order = $$"""{"accountId":"taxed","symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"{{quantity}}"}""";
        // There is no price before somebody wants one.
        await Until(async () =>
        {
            using var content = new StringContent(order, Encoding.UTF8, "application/json");
            using var answer = await trading.PostAsync("/api/v1/orders?wait=3000", content, Ct);
            return answer.IsSuccessStatusCode;
        });
    }

    private static async Task<string> Lots(HttpClient portfolio)
    {
        using var answer = await portfolio.GetAsync($"{Position}/lots", Ct);
        if (!answer.IsSuccessStatusCode) return "none yet";
        var lots = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return string.Join(", ", lots.GetProperty("items").EnumerateArray().Select(lot => $"{lot.GetProperty("lot").GetInt64()} x {lot.GetProperty("quantity").GetString()}"));
    }

    private static async Task<JsonElement> Post(HttpClient doors, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await doors.PostAsync(path, content, Ct);
        var said = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {said}");
        return JsonSerializer.Deserialize<JsonElement>(said);
    }

    private static Task<JsonElement> Get(HttpClient doors, string path) => doors.GetFromJsonAsync<JsonElement>(path, Ct);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var since = System.Diagnostics.Stopwatch.StartNew(); !await isSo(); await Task.Delay(20, Ct)) Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), "It did not come.");
    }
}
