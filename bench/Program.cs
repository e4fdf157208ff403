using AlgoTrendy.Bench;

// dotnet run -c Release --project bench -- NAME: each prints the median of five runs beside a bare baseline of the same run.
var benchmarks = new SortedDictionary<string, Action>(StringComparer.OrdinalIgnoreCase)
{
    ["book"] = BookBenchmark.Run,
    ["database"] = DatabaseBenchmark.Run,
    ["engine"] = EngineBenchmark.Run,
    ["events"] = EventsBenchmark.Run,
    ["import"] = ImportBenchmark.Run,
    ["risk"] = RiskBenchmark.Run,
    ["simulated"] = SimulatedBenchmark.Run,
    ["indicators"] = IndicatorsBenchmark.Run,
    ["portfolio"] = PortfolioBenchmark.Run,
    ["store"] = StoreBenchmark.Run,
    ["trading"] = TradingBenchmark.Run,
    ["recovery"] = TradingBenchmark.RunRecovery,
};

if (args is [var name] && benchmarks.TryGetValue(name, out var benchmark))
{
    benchmark();
    return 0;
}

Console.Error.WriteLine($"Name one of: {string.Join(", ", benchmarks.Keys)}");
return 2;
