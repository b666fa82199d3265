"""What every export format offers; defined in `studio.models.export_format`, where plugins see it too."""

from studio.models.export_format import ExportFormat, ExportRequest, OutputFile

__all__ = ["ExportFormat", "ExportRequest", "OutputFile"]
