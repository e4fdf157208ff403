using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Risk.Questions;

/// <summary>Looks at the fields of a stress test. Pure; null means that nothing is wrong.</summary>
internal static class StressFieldCheck
{
    private const int MostHoldings = 1_000;
    private const int MostScenarios = 100;
    private const decimal MostMoney = 1e15m;

    public static RiskRefusal? FaultOf(StressRequest asked) =>
        (asked.AccountId is { } account ? Fields.IdFault("accountId", account) : null)
        ?? Fields.TextFault("portfolioId", asked.PortfolioId, Fields.LongestName)
        ?? (asked is { AccountId: not null, PortfolioId: not null } ? Fields.No("portfolioId", "Give an account or a portfolio, not both.") : null)
        ?? (asked is { PortfolioId: not null, Holdings: not null } ? Fields.No("holdings", "Give a portfolio or holdings, not both.") : null)
        ?? (asked is { AccountId: not null, Holdings: not null } ? Fields.No("holdings", "Give an account or holdings, not both.") : null)
        ?? (asked is { Equity: not null, Holdings: null } ? Fields.No("equity", "Accounts have their own equity; it is given with holdings alone.") : null)
        ?? (asked.Holdings is { Count: 0 or > MostHoldings } ? Fields.No("holdings", $"Give 1 to {MostHoldings} holdings.") : null)
        ?? asked.Holdings?.Select((holding, index) => FaultOf(holding, $"holdings[{index}].")).FirstOrDefault(fault => fault is not null)
        ?? Fields.NumberFault("equity", asked.Equity, MostMoney, -MostMoney)
        ?? (asked.Scenarios?.Count > MostScenarios ? Fields.No("scenarios", $"At most {MostScenarios} scenarios are run at once.") : null)
        ?? (asked.Shocks?.Count > MostScenarios ? Fields.No("shocks", $"At most {MostScenarios} scenarios are run at once.") : null)
        ?? asked.Scenarios?.Select(NameFault).FirstOrDefault(fault => fault is not null)
        ?? asked.Shocks?.Select((scenario, index) => FaultOf(scenario, $"shocks[{index}].")).FirstOrDefault(fault => fault is not null)
        ?? (asked.Scenarios is { Count: 0 } && asked.Shocks is null or { Count: 0 } ? Fields.No("scenarios", "Nothing is to be tried; leave scenarios out to try all.", Names) : null);

    /// <summary>A currency moves against the accounts' own, which does not move against itself.</summary>
    public static RiskRefusal? OwnFaultOf(StressRequest asked, Currency own) =>
        asked.Shocks?.Select((scenario, index) => scenario.Currencies.ContainsKey(own) ? Fields.No($"shocks[{index}].currencies", $"Everything is counted in {own}, so {own} itself moves against nothing: leave it out.") : null).FirstOrDefault(fault => fault is not null);

    /// <summary>Those that are asked for; without any, all that are known.</summary>
    public static IEnumerable<StressScenario> ScenariosOf(StressRequest asked) => asked is { Scenarios: null, Shocks: null or { Count: 0 } }
        ? HistoricalScenarios.All
        : [.. (asked.Scenarios ?? []).Select(name => HistoricalScenarios.All.First(scenario => scenario.Name == name)), .. asked.Shocks ?? []];

    private static string[] Names => [.. HistoricalScenarios.All.Select(scenario => scenario.Name)];

    private static RiskRefusal? NameFault(string name) => Names.Contains(name) ? null : Fields.No("scenarios", $"A scenario is one of {string.Join(", ", Names)}.", Names);

    private static RiskRefusal? FaultOf(StressHolding holding, string at) =>
        Fields.TextFault(at + "symbol", holding.Symbol, Fields.LongestText) ?? Fields.NumberFault(at + "worth", holding.Worth, MostMoney, -MostMoney);

    private static RiskRefusal? FaultOf(StressScenario scenario, string at) =>
        Fields.TextFault(at + "name", scenario.Name, Fields.LongestName)
        ?? Fields.TextFault(at + "summary", scenario.Summary, Fields.LongestText)
        ?? (scenario.Classes.Count + scenario.Symbols.Count + scenario.Currencies.Count is var count && count is 0 or > MostHoldings ? Fields.No(at + "classes", $"A scenario has 1 to {MostHoldings} shocks: by classes, symbols or currencies.") : null)
        ?? scenario.Classes.Values.Concat(scenario.Symbols.Values).Concat(scenario.Currencies.Values).Select(shock => Fields.NumberFault(at + "shock", shock.Value, 1_000m, -100m)).FirstOrDefault(fault => fault is not null);
}
