using System.Net.Http.Json;
using System.Text.Json;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.MarketData;
using AlgoTrendy.Modules.Portfolio;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>The module behind its doors, with a trading that does as it is told.</summary>
internal sealed class PortfolioHouse : IAsyncDisposable
{
    public const string Paper = "paper";

    private readonly House _house;

    private PortfolioHouse(House house)
    {
        _house = house;
        (Doors, Desk) = (house.Doors("portfolio"), house.Service<TradingDesk>("trading"));
        Limits = house.Service<LimitList>("risk");
    }

    public HttpClient Doors { get; private set; }

    public TradingDesk Desk { get; private set; }

    public LimitList Limits { get; }

    public IPortfolio Portfolio => _house.Get<IPortfolio>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<PortfolioHouse> Open(string topology = "together") =>
        new(await House.Open(topology, [new TestTrading(), new TestRisk(), new PortfolioModule(), new MarketDataModule()], new Dictionary<string, string?> { ["Portfolio:CheckSeconds"] = "0.05" }));

    /// <summary>With an account of 10,000 USD, in which one strategy has bought ten shares at 100 and another has sold four at 120.</summary>
    public static async Task<PortfolioHouse> Lived(string topology = "together")
    {
        var house = await Open(topology);
        await house.Desk.OpenAccount(new(Paper, "Paper", AccountMode.Paper, "paper", Currency.Usd, 10_000m), Ct);
        await house.Desk.Fill(Paper, Core.Accounts.Desk.Apple, 10m, 100m, "trend", fee: 1m, minute: 1);
        await house.Desk.Fill(Paper, Core.Accounts.Desk.Apple, -4m, 120m, "pairs", fee: 1m, minute: 2);
        await house.Until(books => books.BookSequence == 3);
        return house;
    }

    /// <summary>The process of portfolio ends and begins again, apart alone. Trading is with it, and has forgotten its accounts.</summary>
    public async Task StartAgain()
    {
        const string Process = "trading,portfolio";
        Doors.Dispose();
        await _house.Stop(Process);
        await _house.StartAgain(Process);
        (Doors, Desk) = (_house.Doors("portfolio"), _house.Service<TradingDesk>("trading"));
    }

    public async Task<AccountBooks> Until(Func<AccountBooks, bool> isSo)
    {
        while (true)
        {
            if ((await Portfolio.ListBooks(new(Paper), Ct)).Accounts is [var books] && isSo(books) && await Rows() >= books.LedgerSequence) return books;
            await Task.Delay(5, Ct);
        }
    }

    public async Task<JsonElement> Get(string path, int status = 200)
    {
        using var answer = await Doors.GetAsync(path, Ct);
        return await Read(answer, status, path);
    }

    public async Task<JsonElement> Send(HttpMethod method, string path, string body, int status, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await Doors.SendAsync(request, Ct);
        return await Read(answer, status, path);
    }

    public async ValueTask DisposeAsync()
    {
        Doors.Dispose();
        await _house.DisposeAsync();
    }

    /// <summary>What is committed: books are there a moment before their rows are.</summary>
    private async Task<long> Rows()
    {
        using var answer = await Doors.GetAsync($"/api/v1/accounts/{Paper}/ledger/verification", Ct);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("rows").GetInt64() : 0;
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer, int status, string path)
    {
        Assert.True(status == (int)answer.StatusCode, $"{path} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Ct)}");
        if (status >= 400) Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return status is 204 ? default : await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }
}
