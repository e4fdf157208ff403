using System.Text.Json;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Tests.Fast.Modules.EveryDoor;

/// <summary>What is stored, as far as people change it: a refused request leaves it as it is.</summary>
internal sealed record Picture(IReadOnlyList<string> Orders, string Settings)
{
    public static async Task<Picture> Of(House house, HttpClient doors, CancellationToken ct)
    {
        await CatchUp(house, ct);
        var orders = await Get("/orders?limit=20");
        var modes = await Get("/trading/status");
        var brokers = await Get("/brokers");
        var settings = modes.GetProperty("accounts").EnumerateArray().Select(account => $"{account.GetProperty("accountId")} {account.GetProperty("mode")} {account.GetProperty("modeReason")}")
            .Concat(brokers.GetProperty("items").EnumerateArray().Select(broker => $"{broker.GetProperty("brokerId")} {broker.GetProperty("mode")} {broker.GetProperty("credentials")} {broker.GetProperty("keyHint")}")).Append($"{(await Get("/risk/limits")).GetProperty("version").GetInt64()}")
            .Concat(await Books(house, ct)).Concat(await Jobs(house, await Get("/history/import?limit=100"), ct));
        // Orders of rules come by themselves, whatever is asked for meanwhile; rules end by themselves.
        return new(
            [
                .. orders.GetProperty("items").EnumerateArray().Where(order => order.GetProperty("tag").GetString() != "stop-rule").Select(order => order.GetProperty("orderId").GetString()!),
                .. (await Get("/stop-rules")).GetProperty("items").EnumerateArray().Select(rule => $"{rule.GetProperty("positionId")} {rule.GetProperty("attachedAt")}"),
            ],
            string.Join('\n', settings));

        async Task<JsonElement> Get(string path) => JsonDocument.Parse(await doors.GetStringAsync("/api/v1" + path, ct)).RootElement;
    }

    /// <summary>The books follow trading by what it tells: what was done before is to be in them first.</summary>
    private static async Task CatchUp(House house, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            var told = (await house.Get<ITrading>().ListAccounts(new(), patience.Token)).Accounts.Select(account => (account.AccountId, account.Version, account.BookSequence ?? 0));
            var booked = (await house.Get<IPortfolio>().ListBooks(new(), patience.Token)).Accounts.Select(account => (account.AccountId, account.Version, account.BookSequence));
            if (!told.Except(booked).Any()) return;
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>What only people change: names, money, what was entered by hand.</summary>
    private static async Task<IEnumerable<string>> Books(House house, CancellationToken ct)
    {
        var portfolio = house.Get<IPortfolio>();
        var (books, groups) = (await portfolio.ListBooks(new(), ct), await portfolio.ListPortfolios(new(), ct));
        return books.Accounts.Select(account => $"{account.AccountId} {account.Name} {account.Version} {account.Capital} {account.LedgerSequence - account.BookSequence}")
            .Concat(groups.Portfolios.Select(group => $"{group.PortfolioId} {group.Version}"));
    }

    private static async Task<IEnumerable<string>> Jobs(House house, JsonElement imports, CancellationToken ct)
    {
        var (runs, searches) = (await house.Get<IBacktesting>().ListBacktests(new(), ct), await house.Get<IBacktesting>().ListOptimizations(new(), ct));
        var stored = await house.Get<IHistory>().GetCoverage(new(), ct);
        return runs.Items.Select(run => run.Job!.JobId.Value).Concat(searches.Items.Select(search => search.Job!.JobId.Value))
            .Concat(stored.Series.Select(series => $"{series.Series} {series.Rows}")).Concat(imports.GetProperty("items").EnumerateArray().Select(import => import.GetProperty("jobId").GetString()!));
    }
}
