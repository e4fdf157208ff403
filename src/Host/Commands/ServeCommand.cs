using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using AlgoTrendy.Platform.Serving;

namespace AlgoTrendy.Host.Commands;

/// <summary>Runs the platform until it is stopped. What the program does when no command is named.</summary>
internal sealed class ServeCommand
{
    private readonly Surroundings _surroundings;

    private readonly Option<int?> _port = new("--port")
    {
        Description = $"The port on this machine (default: {Server.HousePort}; 0: any free one)",
        HelpName = "N",
        CustomParser = ReadPort,
    };

    private readonly Option<string?> _urls = new("--urls") { Description = "The addresses to listen on instead; loopback only", HelpName = "URL;URL" };

    private readonly Option<string?> _modules = new("--modules") { Description = "Run only these modules (default: all)", HelpName = "A,B" };

    public ServeCommand(Surroundings surroundings) => _surroundings = surroundings;

    public Command Create()
    {
        var command = new Command("serve", "Run the platform (the same as no command)");
        AddTo(command);
        return command;
    }

    /// <summary>Gives a command the options and the work of serving.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_port);
        command.Options.Add(_urls);
        command.Options.Add(_modules);
        command.SetAction(Serve);
    }

    private async Task<int> Serve(ParseResult parsed, CancellationToken ct)
    {
        var (home, settings) = _surroundings.Find(parsed, new Dictionary<string, string?>
        {
            ["Port"] = parsed.GetValue(_port)?.ToString(CultureInfo.InvariantCulture),
            ["Urls"] = parsed.GetValue(_urls),
            ["Modules"] = parsed.GetValue(_modules),
        });

        await Server.Run(_surroundings.House, home, settings, (app, addresses) => app.Logger.LogInformation("AlgoTrendy {Version} is at {Address} (API at {Docs}), its data in {Home}. Ctrl+C stops it.",
            Server.Version, string.Join(" and ", addresses.Select(each => each.ToString().TrimEnd('/'))), new Uri(addresses[0], "docs"), home.Path), ct);
        return ExitCode.Success;
    }

    private static int? ReadPort(ArgumentResult given)
    {
        var text = given.Tokens.Count == 1 ? given.Tokens[0].Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort) return port;

        given.AddError($"--port is '{text}'; it can be 0 (any free one) to {IPEndPoint.MaxPort}.");
        return null;
    }
}
