using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>The most that each portfolio has gained since it was first counted, money that came or went aside, and what its losses are taken as shares of. With other members it begins anew.</summary>
internal sealed class PeakStore([FromKeyedServices("risk")] Database database)
{
    private const string OfPortfolio = "select portfolio_id, members, profit, shares from portfolio_peaks where portfolio_id = @portfolio";

    /// <summary>Null: these members were never counted together.</summary>
    public Task<PortfolioPeak?> Find(string portfolio, string members, CancellationToken ct) =>
        database.Read(reading => reading.Find<PortfolioPeak>(OfPortfolio, new { portfolio }) is { } peak && peak.Members == members ? peak : null, ct);

    /// <summary>Keeps what is highest of each, and its shares as they are now.</summary>
    public Task Keep(IReadOnlyList<PortfolioPeak> peaks, CancellationToken ct) => database.Write(writing =>
    {
        foreach (var now in peaks)
        {
            var before = writing.Find<PortfolioPeak>(OfPortfolio, new { portfolio = now.PortfolioId });
            var next = before is not null && before.Members == now.Members && before.Profit > now.Profit ? now with { Profit = before.Profit } : now;
            if (next != before) writing.Execute("insert into portfolio_peaks (portfolio_id, members, profit, shares) values (@PortfolioId, @Members, @Profit, @Shares) on conflict (portfolio_id) do update set members = excluded.members, profit = excluded.profit, shares = excluded.shares", next);
        }
    }, ct);
}

/// <param name="Members">The accounts, and parts of accounts, that it was counted over.</param>
/// <param name="Shares">As JSON; null: it was counted before there were any.</param>
internal sealed record PortfolioPeak(string PortfolioId, string Members, decimal Profit, string? Shares)
{
    public static PortfolioPeak Of(PortfolioReceipt receipt, string members) =>
        new(receipt.PortfolioId, members, receipt.PeakProfit!.Value, receipt.Shares is { } shares ? JsonSerializer.Serialize(shares, Wire.Contract) : null);

    public PortfolioShares? ReadShares() => Shares is null ? null : JsonSerializer.Deserialize<PortfolioShares>(Shares, Wire.Contract);
}
