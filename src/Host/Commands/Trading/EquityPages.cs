using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Reads equity over time, all pages of it, and shows it.</summary>
internal sealed class EquityPages
{
    private const int APage = 1_000;

    private readonly Option<Interval?> _interval = Given.BarLength("One point each so many minutes, hours or days (default: 1d); weeks (7d) begin on Monday");
    private readonly Option<Instant?> _from = Given.Moment("--from", "From then on");
    private readonly Option<Instant?> _to = Given.Moment("--to", "Up to, and not including, then");
    private readonly Option<bool> _json = Given.Json();

    public void AddTo(Command command)
    {
        command.Add(_interval);
        command.Add(_from);
        command.Add(_to);
        command.Add(_json);
    }

    public async Task<int> Show(Surroundings surroundings, ParseResult parsed, Func<EquityQuery, EquityQuery> of, CancellationToken ct)
    {
        var (from, to) = (parsed.GetValue(_from), parsed.GetValue(_to));
        if (from >= to) throw new UsageException("--to must be after --from.");
        var query = of(new(null, parsed.GetValue(_interval) ?? Interval.OneDay, TradingOptions.MomentOf("--from", from), TradingOptions.MomentOf("--to", to), APage));

        await using var session = await surroundings.Open(parsed, ct);
        var portfolio = await HeardBooks.Of(session, ct);
        var points = new List<EquityMark>();
        EquityReply page;
        do
        {
            page = await portfolio.GetEquity(query, ct);
            if (page.Refusal is { } refusal) return Refused.Tell(refusal);
            points.AddRange(page.Points);
            query = query with { Cursor = page.NextCursor };
        }
        while (page.NextCursor is not null);

        if (parsed.GetValue(_json)) Screen.Document(page with { Points = points });
        else if (points.Count == 0) Screen.Remark("Nothing is known of its equity then.");
        else Show(points, page.Currency!.Value.Code);
        return ExitCode.Success;
    }

    private static void Show(IReadOnlyList<EquityMark> points, string currency)
    {
        var sheet = new Sheet(Column.Text("From (UTC)"), Column.Number($"Equity {currency}"), Column.Number("Cash"), Column.Number("Paid in"), Column.Text("As of (UTC)"), Column.Number("Price age"));
        foreach (var point in points)
        {
            sheet.Add(
                Figures.Moment(point.Time.ToInstant()), Figures.Number(point.Equity), Figures.Number(point.Cash), Figures.Number(point.Capital), Figures.Moment(point.At.ToInstant()),
                point.PriceAgeMs is { } age ? Figures.Span(Duration.FromMilliseconds(age)) : "");
        }

        Screen.Show(sheet);
    }
}
