using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using Spectre.Console;

namespace AlgoTrendy.Host.Display;

/// <summary>A backtest's result for people: the figures, what was assumed, the verdict, the hash.</summary>
internal static class ResultTable
{
    private const int MostGaps = 5;

    private static readonly (string Name, string Label, string Form)[] Figures =
    [
        ("totalReturn", "Total return", "percent"), ("cagr", "Annual growth (CAGR)", "percent"), ("maxDrawdown", "Max drawdown", "fall"), ("maxDrawdownDays", "Longest drawdown", "days"),
        ("volatility", "Volatility, annual", "percent"), ("sharpe", "Sharpe ratio", "ratio"), ("sortino", "Sortino ratio", "ratio"), ("calmar", "Calmar ratio", "ratio"),
        ("valueAtRisk", "Value at risk, a day in 20", "percent"), ("conditionalValueAtRisk", "Mean loss beyond it", "percent"), ("probabilisticSharpe", "Chance that Sharpe > 0", "percent"),
        ("benchmarkReturn", "Benchmark's return", "percent"), ("alpha", "Alpha, annual", "percent"), ("beta", "Beta", "ratio"), ("correlation", "Correlation", "ratio"),
        ("informationRatio", "Information ratio", "ratio"), ("trackingError", "Tracking error, annual", "percent"),
        ("exposure", "Time in the market", "percent"), ("turnover", "Turnover, times the start", "ratio"), ("trades", "Trades", "count"), ("winRate", "Trades won", "percent"),
        ("profitFactor", "Profit factor", "ratio"), ("sqn", "SQN", "ratio"), ("expectancy", "Average trade", "money"), ("bestTrade", "Best trade", "money"), ("worstTrade", "Worst trade", "money"),
    ];

    public static void Write(BacktestResult result, string strategy)
    {
        var series = string.Join(", ", result.Manifest.Data.Select(data => $"{data.Symbol} {data.Interval}"));
        var (from, to) = (result.Manifest.Data.Min(data => data.From), result.Manifest.Data.Max(data => data.To));
        Screen.Say($"{strategy} on {series}{(result.IsSimulated ? " (SIMULATED)" : "")}");
        Screen.Say(FormattableString.Invariant($"{from} to {to}, {result.Bars:N0} bars in {result.ElapsedMs:N0} ms ({result.BarsPerSecond / 1e6:0.0} million a second)"));
        Screen.Out.WriteLine();
        Screen.Out.Write(FigureTable(result));
        WriteGaps(result);
        WriteEvents(result);
        Screen.Say("What was assumed:");
        foreach (var assumption in result.Assumptions) Screen.Say("  " + assumption);
        Screen.Out.WriteLine();
        Screen.Say("Look-ahead: " + result.Lookahead switch
        {
            "clean" => "clean; no decision changed when the data after it was cut off or changed.",
            "leaks" => "LEAKS; this strategy knows the future:",
            _ => "not checked (--check-lookahead does).",
        });
        foreach (var finding in result.LookaheadFindings) Screen.Say("  " + finding);
        Screen.Say("Result hash: " + result.ResultHash);
    }

    /// <summary>A statistic as the table calls and writes it; one that it does not know, by its own name.</summary>
    public static (string Label, string Text) Figure(string name, double value, string currency)
    {
        var known = Figures.FirstOrDefault(figure => figure.Name == name);
        return (known.Label ?? name, Form(value, known.Form ?? (name == "finalEquity" ? "money" : "ratio"), currency));
    }

    private static Table FigureTable(BacktestResult result)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("").AddColumn(new TableColumn("").RightAligned());
        var cells = new List<(string Label, string Value)>
        {
            ("Start", Money(result.StartEquity, result.Currency)),
            ("End", Money(result.FinalEquity, result.Currency)),
            ("Fees paid", Money(result.TotalFees, result.Currency)),
            ("Fills", result.Fills.Count.ToString("N0", CultureInfo.InvariantCulture)),
        };
        foreach (var (name, label, form) in Figures)
            if (result.Statistics.TryGetValue(name, out var value)) cells.Add((label, Form(value, form, result.Currency)));
        for (var index = 0; index < cells.Count; index += 2)
        {
            var right = index + 1 < cells.Count ? cells[index + 1] : ("", "");
            table.AddRow(cells[index].Label, Screen.Plain(cells[index].Value), "  " + right.Item1, Screen.Plain(right.Item2));
        }

        return table;
    }

    private static void WriteGaps(BacktestResult result)
    {
        Screen.Out.WriteLine();
        if (result.Gaps.Count == 0) return;

        var cancelled = result.Gaps.Sum(gap => gap.OrdersCancelled);
        Screen.Say(FormattableString.Invariant($"Gaps in the data: {result.Gaps.Count}, {result.Gaps.Sum(gap => gap.MissingBars):N0} bars missing, {cancelled} waiting orders cancelled. The longest:"));
        foreach (var gap in result.Gaps.OrderByDescending(gap => gap.MissingBars).Take(MostGaps))
        {
            var held = gap.PnlAcross is { } pnl ? FormattableString.Invariant($"; {gap.PositionHeld:0.########} held across it, which made {pnl:+0.00;-0.00;0.00} {result.Currency}") : "; nothing was held";
            Screen.Say(FormattableString.Invariant($"  {gap.Symbol} {gap.From} to {gap.To}: {gap.MissingBars:N0} bars{held}."));
        }

        Screen.Out.WriteLine();
    }

    private static void WriteEvents(BacktestResult result)
    {
        var calls = (result.Events ?? []).Where(happened => happened.Kind == "marginCall").ToArray();
        if (calls.Length > 0) Screen.Say(FormattableString.Invariant($"MARGIN CALLS: {calls.Length}; the first, {calls[0].Time}: {calls[0].Text}"));
        if (result.Band is { } band)
            Screen.Say(FormattableString.Invariant($"In {band.AmbiguousBars:N0} bars it was open what came first. The worse was taken each time; with the better the end would be {Money(band.Best, result.Currency)} instead of {Money(band.Worst, result.Currency)}."));
        if (calls.Length > 0 || result.Band is not null) Screen.Out.WriteLine();
    }

    private static string Form(double value, string form, string currency) => form switch
    {
        "percent" => value.ToString("0.00 %", CultureInfo.InvariantCulture),
        "fall" => (-value).ToString("0.00 %", CultureInfo.InvariantCulture),
        "days" => value.ToString("0.0 'days'", CultureInfo.InvariantCulture),
        "count" => value.ToString("N0", CultureInfo.InvariantCulture),
        "money" => Money((decimal)value, currency),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static string Money(decimal amount, string currency) => amount.ToString("N2", CultureInfo.InvariantCulture) + " " + currency;
}
