using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.History;
using AlgoTrendy.Modules.MarketData;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Modules.Risk;
using AlgoTrendy.Modules.Trading;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>Risk, trading and the books with one paper account of 100,000 USDT, called main, that is ready to trade.</summary>
internal sealed class RiskHouse : IAsyncDisposable
{
    public const string Account = "main";
    public const string Coin = "BTCUSDT.SIM";

    /// <summary>Where trading runs when all are apart: <see cref="House"/> leaves the books beside it.</summary>
    public const string TradingRoom = "trading,portfolio";

    private RiskHouse(House house) => House = house;

    public House House { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<RiskHouse> Open(string topology = "together", params (string Name, string Value)[] settings)
    {
        var house = new RiskHouse(await House.Open(topology, [new HistoryModule(), new MarketDataModule(), new RiskModule(), new TradingModule(), new PortfolioModule()], settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)));
        var trading = house.House.Get<ITrading>();
        await house.OpenAccount(Account);
        return house;
    }

    /// <summary>Another paper account of 100,000, that is ready to trade.</summary>
    public async Task OpenAccount(string id, string currency = "USDT")
    {
        Assert.Null((await House.Get<ITrading>().OpenAccount(new(id, id, AccountMode.Paper, "paper", new(currency), 100_000m, AccountKind.Margin), Ct)).Refusal);
        if (currency is "USDT") await UntilReady(id);
    }

    /// <summary>A portfolio of accounts, as soon as the books know them.</summary>
    public async Task Group(string id, params string[] accounts)
    {
        var members = string.Join(',', accounts.Select(account => $$"""{"accountId":"{{account}}"}"""));
        await Until(async () => (await Post("portfolio", "/portfolios", $$"""{"portfolioId":"{{id}}","name":"{{id}}","accounts":[{{members}}]}""")).Status == 201);
    }

    /// <summary>Buys at the market, and waits until all of it is held, where it comes in parts too.</summary>
    public async Task Hold(string account, string symbol, string quantity)
    {
        Reply? placed = null;
        await Until(async () => (placed = await Place(account, symbol, "buy", quantity)).Status == 201);
        await Until(async () => (await Get("trading", $"/orders/{placed!.Json.GetProperty("orderId").GetString()}")).Json.GetProperty("status").GetString() == "filled");
        await Until(async () => (await House.Get<ITrading>().ListAccounts(new(account), Ct)).Accounts is [{ Positions: var held, Equity: not null }] && held.Any(one => one.Symbol.ToString() == symbol && one.CurrentPrice is not null));
    }

    /// <summary>A fee of 1,000 and nothing else: the account has lost, wherever the market goes.</summary>
    public async Task Lose(string account) => Assert.Null((await House.Get<ITrading>().BookCash(new(account, FactKind.Fee, Currency.Usdt, -1_000m), Ct)).Refusal);

    public Task<Reply> Place(string account, string symbol, string side, string quantity) =>
        Post("trading", "/orders?wait=5000", $$"""{"accountId":"{{account}}","symbol":"{{symbol}}","side":"{{side}}","type":"market","quantity":"{{quantity}}"}""");

    /// <summary>Until the gate is open, there is a price, and trading has the limits.</summary>
    public async Task UntilReady(string account = Account)
    {
        while (true)
        {
            var verdict = await Post("trading", "/orders/preview", $$"""{"accountId":"{{account}}","symbol":"{{Coin}}","side":"buy","type":"market","quantity":"0.001"}""");
            if (!verdict.Json.TryGetProperty("refusals", out var refusals) || refusals.EnumerateArray().All(refusal => refusal.GetProperty("code").GetString() is not ("gate-shut" or "no-price" or "no-limits"))) return;
            await Task.Delay(20, Ct);
        }
    }

    public Task<Reply> Buy(string quantity) => Order("buy", quantity);

    public Task<Reply> Sell(string quantity) => Order("sell", quantity);

    /// <summary>One that waits far below the market.</summary>
    public Task<Reply> Rest(string quantity, string account = Account) => Post("trading", "/orders?wait=0", $$"""{"accountId":"{{account}}","symbol":"{{Coin}}","side":"buy","type":"limit","quantity":"{{quantity}}","limitPrice":"1000"}""");

    public Task<Reply> Post(string module, string path, string body) => Send(module, HttpMethod.Post, path, body, null);

    public Task<Reply> Get(string module, string path) => Send(module, HttpMethod.Get, path, null, null);

    /// <summary>Puts one limit beside the others.</summary>
    public async Task<Reply> Put(string id, string rest)
    {
        var version = (await Get("risk", "/risk/limits")).Json.GetProperty("version").GetInt64();
        return await Send("risk", HttpMethod.Put, $"/risk/limits/{id}", $$"""{"limitId":"{{id}}",{{rest}}}""", $"\"{version}\"");
    }

    public async Task<Reply> Send(string module, HttpMethod method, string path, string? body, string? ifMatch)
    {
        using var doors = House.Doors(module);
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        if (body is not null) request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await doors.SendAsync(request, Ct);
        return new((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct), answer.Headers.ETag?.Tag);
    }

    public async Task<string> Mode(string account = Account) => (await Status(account)).GetProperty("mode").GetString()!;

    /// <summary>An order that was taken fills a moment later.</summary>
    public async Task<bool> IsHolding(string account = Account) => (await Status(account)).GetProperty("positions").GetInt32() > 0;

    /// <summary>All of it, where it came in parts.</summary>
    public async Task<bool> HasBought() => await Status(Account) is var status && status.GetProperty("positions").GetInt32() > 0 && status.GetProperty("openOrders").GetInt32() == 0;

    public static async Task Until(Func<Task<bool>> isSo)
    {
        while (!await isSo()) await Task.Delay(20, Ct);
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    private async Task<JsonElement> Status(string account) => (await Get("trading", $"/trading/status?accountId={account}")).Json.GetProperty("accounts")[0];

    private Task<Reply> Order(string side, string quantity) => Place(Account, Coin, side, quantity);

    /// <param name="Json">An order, an answer, or a problem.</param>
    internal sealed record Reply(int Status, JsonElement Json, string? Tag)
    {
        public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}
