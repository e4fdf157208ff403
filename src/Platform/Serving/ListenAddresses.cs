using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Where a server listens: loopback only, as long as there is no login.</summary>
internal static class ListenAddresses
{
    /// <summary>Where everything is served together.</summary>
    public const int HousePort = 9000;

    /// <param name="alone">The ports of the modules here, when only some of them are.</param>
    /// <exception cref="UsageException">Not an address, or one that other machines could reach.</exception>
    public static IReadOnlyList<IPEndPoint> Choose(IConfiguration settings, IReadOnlyList<int> alone)
    {
        if (settings["Urls"] is not null && settings["Port"] is not null) throw new UsageException("Both a port and addresses to listen on are given (--port, --urls, their variables, or algotrendy.yaml): an address has its own port, so say one of them.");
        if (settings["Urls"] is { } urls)
            return [.. urls.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Read)];
        if (settings["Port"] is { } port) return [new(IPAddress.Loopback, ReadPort(port))];

        return alone.Count == 0 ? [new(IPAddress.Loopback, HousePort)] : [.. alone.Select(each => new IPEndPoint(IPAddress.Loopback, each))];
    }

    /// <summary>Tries the addresses before anything else starts; the web server would log a stack trace.</summary>
    /// <exception cref="SetupException">Something listens there already.</exception>
    public static void EnsureFree(IEnumerable<IPEndPoint> addresses)
    {
        foreach (var address in addresses)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(address);
            }
            catch (SocketException cause)
            {
                throw Taken($"Cannot listen on {address}: {cause.Message}", cause);
            }
        }
    }

    public static SetupException Taken(string what, Exception cause) => new($"{what.TrimEnd('.')}. Choose another port with --port, or stop what listens there.", cause);

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new UsageException($"'{text}' is no port: a number from 0 (any free one) to {IPEndPoint.MaxPort}.");

    private static IEnumerable<IPEndPoint> Read(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != Uri.UriSchemeHttp || parsed.PathAndQuery != "/")
            throw new UsageException($"'{url}' is no address to listen on: http://127.0.0.1:{HousePort} is one.");
        if (!IsLoopback(parsed.Host))
            throw new UsageException($"{url} could be reached from other machines, and there is no login yet. Listen on http://127.0.0.1:{parsed.Port}, and tunnel to it (ssh -L) from elsewhere.");

        return parsed.HostNameType == UriHostNameType.Dns
            ? [new(IPAddress.Loopback, parsed.Port), new(IPAddress.IPv6Loopback, parsed.Port)]
            : [new(IPAddress.Parse(parsed.Host.Trim('[', ']')), parsed.Port)];
    }
}
