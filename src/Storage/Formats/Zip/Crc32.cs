namespace AlgoTrendy.Storage.Formats.Zip;

/// <summary>The checksum of zip files (CRC-32 of IEEE 802.3, reflected polynomial EDB88320), eight bytes a step.</summary>
/// <remarks>M. Kounavis and F. Berry, "A Systematic Approach to Building High Performance Software-Based CRC Generators" (2005). The framework has only CRC-32C in hardware.</remarks>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of what gave <paramref name="crc"/> (0 for nothing) followed by <paramref name="bytes"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            crc = ~crc;
            while (bytes.Length >= Slices)
            {
                crc ^= bytes[0] | (uint)bytes[1] << 8 | (uint)bytes[2] << 16 | (uint)bytes[3] << 24;
                crc = Tables[7][(byte)crc] ^ Tables[6][(byte)(crc >> 8)] ^ Tables[5][(byte)(crc >> 16)] ^ Tables[4][crc >> 24] ^
                      Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
                bytes = bytes[Slices..];
            }

            foreach (var value in bytes) crc = crc >> 8 ^ Tables[0][(byte)(crc ^ value)];
            return ~crc;
        }
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[Slices][];
        for (var slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (var value = 0U; value < 256; value++) tables[slice][value] = slice == 0 ? OfByte(value) : tables[slice - 1][value] >> 8 ^ tables[0][tables[slice - 1][value] & 0xFF];
        }

        return tables;
    }

    private static uint OfByte(uint crc)
    {
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ Polynomial;
        return crc;
    }
}
