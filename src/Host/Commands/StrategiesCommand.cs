using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;
using Spectre.Console;

namespace AlgoTrendy.Host.Commands;

/// <summary>Lists the strategies with their parameters and defaults.</summary>
internal sealed class StrategiesCommand(Surroundings surroundings)
{
    private readonly Argument<string?> _name = new("name") { Description = "Only this one", HelpName = "NAME", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = new("--json") { Description = "As a JSON document" };

    public Command Create()
    {
        var command = new Command("strategies", "List the strategies with their parameters");
        command.Arguments.Add(_name);
        command.Options.Add(_json);
        command.SetAction(Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var backtesting = session.Get<IBacktesting>();
        var all = (await backtesting.GetStrategies(new(), ct)).Strategies;
        var wanted = parsed.GetValue(_name) is { } name ? all.Where(strategy => strategy.Name == name).ToArray() : all;
        if (wanted.Count == 0)
        {
            var typed = parsed.GetValue(_name)!;
            Screen.Remark($"There is no strategy '{typed}'.{NearestName.Hint(typed, all.Select(strategy => strategy.Name))} There are {string.Join(", ", all.Select(strategy => strategy.Name))}.");
            return ExitCode.Failure;
        }

        if (parsed.GetValue(_json)) await JsonSerializer.SerializeAsync(Console.OpenStandardOutput(), new StrategyList([.. wanted]), Wire.Public, ct);
        else foreach (var strategy in wanted) Write(strategy);
        return ExitCode.Success;
    }

    private static void Write(StrategyDescription strategy)
    {
        Screen.Say($"{strategy.Name}: {strategy.Summary}{Symbols(strategy)}");
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "", "");
        foreach (var parameter in strategy.Parameters)
            table.AddRow("  --set", $"{Screen.Plain(parameter.Name)}={Screen.Plain(parameter.Default)}", Screen.Plain(Range(parameter)), Screen.Plain(parameter.Summary));
        if (strategy.Parameters.Count > 0) Screen.Out.Write(table);
        Screen.Out.WriteLine();
    }

    private static string Symbols(StrategyDescription strategy) => strategy switch
    {
        { MostInstruments: 1 } => "",
        { MostInstruments: null } => " (any number of symbols)",
        var one => $" ({one.MostInstruments} symbols)",
    };

    private static string Range(ParameterDescription parameter) => parameter switch
    {
        { Choices.Count: > 0 } => string.Join(", ", parameter.Choices),
        { Minimum: { } least, Maximum: { } most } => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
        _ => parameter.Type,
    };
}
